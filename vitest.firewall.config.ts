import { defineConfig } from 'vitest/config';

/** The agent, a proxy, the intake and the app as separate processes. */
export default defineConfig({
  test: {
    include: ['test/firewall/**/*.test.ts'],
    // Each wait has a minute, and a test has several: it fails by what was not said, never by the clock around it.
    testTimeout: 300_000,
    hookTimeout: 120_000,
    // Most of the time is waiting for schedules and heartbeats.
    maxWorkers: 3,
    passWithNoTests: true,
  },
});

import { defineConfig } from 'vitest/config';

/** The agent, a proxy, the intake and the app as separate processes. */
export default defineConfig({
  test: {
    include: ['test/firewall/**/*.test.ts'],
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // Most of the time is waiting for schedules and heartbeats.
    maxWorkers: 3,
    passWithNoTests: true,
  },
});

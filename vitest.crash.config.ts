import { defineConfig } from 'vitest/config';

/** Processes killed at any moment, and file systems that break at any call. */
export default defineConfig({
  test: {
    include: ['test/crash/**/*.test.ts'],
    testTimeout: 600_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});

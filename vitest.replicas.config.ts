import { defineConfig } from 'vitest/config';

/** Several processes on one PostgreSQL, and what breaks around them. */
export default defineConfig({
  test: {
    include: ['test/replicas/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    passWithNoTests: true,
  },
});

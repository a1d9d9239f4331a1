import { defineConfig } from 'vitest/config';

/**
 * What is held to a description of it: our requests, messages and manifest to the platforms' own (`CONTRACTS_DIR`), and every
 * listener to the table of who may do what.
 */
export default defineConfig({
  test: {
    include: ['test/contract/**/*.test.ts', 'test/e2e/access.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

import { defineConfig } from 'vitest/config';

/**
 * What is held to a description of it: our requests, messages and manifest to the platforms' own (`CONTRACTS_DIR`), and every
 * listener to the table of who may do what, and what documents tell people to type to what happens then.
 */
export default defineConfig({
  test: {
    include: [
      'test/contract/**/*.test.ts',
      'test/e2e/access.test.ts',
      'test/e2e/walk.test.ts',
      'test/demo/main.test.ts',
      'test/docs/commands.test.ts',
    ],
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});

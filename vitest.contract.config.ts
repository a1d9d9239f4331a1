import { defineConfig } from 'vitest/config';

/** Our requests, messages and manifest against the platforms' own descriptions (`CONTRACTS_DIR`). */
export default defineConfig({
  test: { include: ['test/contract/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});

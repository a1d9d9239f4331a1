import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Each of hundreds of files loads Bolt and its like afresh: compiled once, they are read from here.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/{bench,contract,crash,browser,replicas,firewall}/**',
      'test/e2e/{access,walk}.test.ts',
      'test/demo/main.test.ts',
      'test/docs/commands.test.ts',
      'node_modules/**',
    ],
    // Most tests wait for sockets and disks: one more than the cores keeps these at work.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // A busy machine is no failure.
    expect: { poll: { timeout: 10_000 } },
  },
});

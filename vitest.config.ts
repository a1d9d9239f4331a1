import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/{bench,contract,crash,browser,replicas,firewall}/**',
      'test/e2e/access.test.ts',
      'node_modules/**',
    ],
    // Of two cores Vitest would use one; most tests wait for sockets and disks.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // A busy machine is no failure.
    expect: { poll: { timeout: 10_000 } },
  },
});

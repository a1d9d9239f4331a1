import type { Parameters } from 'fast-check';

const MINUTES = Number(process.env.FUZZ_MINUTES ?? 0);
const SEED = process.env.FUZZ_SEED;

export interface Budget {
  /** For `fc.assert`. It says its seed where it fails: `FUZZ_SEED` repeats that. */
  readonly parameters: Parameters<unknown>;
  /** Milliseconds after which a test may be given up. */
  readonly patience: number;
}

/**
 * How long something is fuzzed: a few runs in `npm test`, a share of `FUZZ_MINUTES` where that is set (1 in CI, 10 before a
 * release: `FUZZ_MINUTES=10 npm test -- test/fuzz`).
 *
 * @param share of the time; all shares of all fuzz tests are one
 */
export function budget({ share, runs }: { readonly share: number; readonly runs: number }): Budget {
  const milliseconds = MINUTES * 60_000 * share;
  const common = { endOnFailure: true, ...(SEED !== undefined && { seed: Number(SEED) }) };
  if (milliseconds === 0) return { parameters: { ...common, numRuns: runs }, patience: 60_000 };
  return {
    parameters: {
      ...common,
      numRuns: Number.MAX_SAFE_INTEGER,
      interruptAfterTimeLimit: milliseconds,
      markInterruptAsFailure: false,
    },
    patience: milliseconds + 120_000,
  };
}

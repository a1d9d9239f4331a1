import * as fc from 'fast-check';

const MINUTES = Number(process.env.FUZZ_MINUTES ?? 0);
const SEED = process.env.FUZZ_SEED;

export interface Budget {
  /**
   * Holds a property to what it says, as often and as long as the budget asks. Where it fails it names its seed:
   * `FUZZ_SEED` repeats that.
   */
  spend<Values extends unknown[]>(property: fc.IRawProperty<Values>): Promise<void>;
  /** Milliseconds after which a test may be given up. */
  readonly patience: number;
}

export interface Amount {
  /** Of `FUZZ_MINUTES`: all shares of all fuzz tests are one. */
  readonly share: number;
  /** Runs in `npm test`, where no minutes are given. */
  readonly runs: number;
  /** Runs for each of the minutes, also where they take longer than the share. */
  readonly aMinute?: number;
}

/**
 * How much something is fuzzed: a few runs in `npm test`; where `FUZZ_MINUTES` is set (1 in CI, 10 before a release:
 * `FUZZ_MINUTES=10 npm test -- test/fuzz`) so many runs for each minute, and more until its share of the time is over.
 */
export function budget({ share, runs, aMinute = runs }: Amount): Budget {
  const milliseconds = MINUTES * 60_000 * share;
  const numRuns = MINUTES === 0 ? runs : Math.ceil(aMinute * MINUTES);
  const common = { endOnFailure: true, ...(SEED !== undefined && { seed: Number(SEED) }) };
  return {
    async spend(property) {
      const began = performance.now();
      await fc.assert(property, { ...common, numRuns });
      const left = milliseconds - (performance.now() - began);
      if (left <= 0) return;
      await fc.assert(property, {
        ...common,
        numRuns: Number.MAX_SAFE_INTEGER,
        interruptAfterTimeLimit: left,
        markInterruptAsFailure: false,
      });
    },
    patience: 60_000 + MINUTES * 120_000,
  };
}

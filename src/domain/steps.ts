/**
 * A long computation in steps of a few milliseconds, so that whoever runs it can let others through in between. It knows
 * nothing of time: it yields where it may be interrupted.
 */
export type Steps<Result> = Generator<void, Result>;

/** Runs all steps at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * A long computation in steps of a few milliseconds, so that whoever runs it can let others through in between. It knows
 * nothing of time: it yields where it may be interrupted.
 */
export type Steps<Result> = Generator<void, Result>;

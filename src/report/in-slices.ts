import { setImmediate } from 'node:timers/promises';
import type { Steps } from '../domain/steps.ts';

/** Milliseconds of computing after which others come first. */
const SLICE = 8;

/** What it takes to compute without holding others up. */
export interface Pace {
  /** A clock in milliseconds that never goes back. */
  now(): number;
  /** Resolves when everybody who waited has had a turn. */
  pause(): Promise<unknown>;
}

export const eventLoopPace: Pace = { now: () => performance.now(), pause: () => setImmediate() };

/** Runs the steps of a computation, and lets others through whenever a slice of time is used up. */
export async function inSlices<Result>(steps: Steps<Result>, pace: Pace): Promise<Result> {
  let began = pace.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (pace.now() - began < SLICE) continue;
    await pace.pause();
    began = pace.now();
  }
}

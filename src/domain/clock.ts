import { type Instant, instantOf } from './instant.ts';

/** Tells the time. Handed to everything that needs it, so that tests and the demo can move it. */
export interface Clock {
  /** The present moment, in whole seconds. */
  now(): Instant;
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => instantOf(new Date()) };

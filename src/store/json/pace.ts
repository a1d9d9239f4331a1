import { setImmediate } from 'node:timers/promises';

/** Lets others have the event loop: to be awaited often in long work. Gives way only when the slice is used up. */
export type Pace = () => Promise<void>;

/** A pace of slices of some milliseconds. */
export function createPace(slice = 3, now: () => number = () => performance.now()): Pace {
  let begun = now();
  return async () => {
    if (now() - begun < slice) return;
    await setImmediate();
    begun = now();
  };
}

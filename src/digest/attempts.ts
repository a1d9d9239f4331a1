import { HOUR, MINUTE, type Seconds } from '../domain/duration.ts';

/** How long a slot waits for data that is not complete. */
export const WAIT_FOR_DATA: Seconds = 2 * HOUR;
export const LOOK_FOR_DATA_EVERY: Seconds = 5 * MINUTE;

/** What goes out within this time is in time: of thousands that are due at once each waits for its turn. */
const IN_TIME: Seconds = 15 * MINUTE;

const PAUSES: readonly Seconds[] = [1, 2, 5, 10, 20, 30, 60].map((minutes) => minutes * MINUTE);

/** How long to wait after an attempt that came to nothing, before the next. @param attempts at least 1 */
export function pauseAfter(attempts: number): Seconds {
  return PAUSES[Math.min(attempts, PAUSES.length) - 1] ?? HOUR;
}

/**
 * How late a slot is because the app was not there, 0 where it was: a slot that was claimed in time may have waited for data.
 *
 * @param since how long ago it was due
 */
export function lateness(since: Seconds, attempts: number): Seconds {
  const expected = attempts === 1 ? IN_TIME : WAIT_FOR_DATA + IN_TIME;
  return since > expected ? since : 0;
}

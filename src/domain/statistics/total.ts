import type { Seconds } from '../duration.ts';

/**
 * Sum of durations: shown as "hours lost".
 *
 * Exact, hence the same in any order: whole seconds add up without rounding up to 2^53.
 */
export function total(durations: Iterable<Seconds>): Seconds {
  let sum = 0;
  for (const duration of durations) sum += duration;
  return sum;
}

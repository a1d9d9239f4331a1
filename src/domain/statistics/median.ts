import type { Seconds } from '../duration.ts';
import { quantile } from './quantile.ts';

/**
 * The middle duration; of an even number the mean of the two middle ones, never the lower one.
 *
 * @param sorted durations, ascending
 * @returns seconds, not rounded; `null` for n = 0
 */
export function median(sorted: ArrayLike<Seconds>): Seconds | null {
  return quantile(sorted, 0.5);
}

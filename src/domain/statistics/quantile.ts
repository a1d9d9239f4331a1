import type { Seconds } from '../duration.ts';

/**
 * Sample quantile by linear interpolation between the two nearest order statistics: type 7 of Hyndman and Fan, the same
 * as R's default, PostgreSQL's `percentile_cont` and DuckDB's `quantile_cont`.
 *
 * @param sorted durations, ascending
 * @param p from 0 (the smallest) to 1 (the largest)
 * @returns seconds, not rounded; the only value for n = 1, `null` for n = 0
 * @see https://doi.org/10.1080/00031305.1996.10473566
 */
export function quantile(sorted: ArrayLike<Seconds>, p: number): Seconds | null {
  if (sorted.length === 0) return null;
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  // Both are within the array: position lies between 0 and length − 1.
  const low = sorted[below] as Seconds;
  const high = sorted[Math.ceil(position)] as Seconds;
  return low + (high - low) * (position - below);
}

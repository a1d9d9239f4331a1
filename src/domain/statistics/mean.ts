import type { Seconds } from '../duration.ts';

/**
 * Arithmetic mean: the SEI product's MTTR.
 *
 * @param total sum of the durations
 * @param n number of durations; 0 has no mean
 * @returns seconds, not rounded, or `null` for n = 0
 */
export function mean(total: Seconds, n: number): Seconds | null {
  return n === 0 ? null : total / n;
}

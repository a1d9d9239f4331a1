import { rankSumBelow } from './rank-sum.ts';

/**
 * Two-sided p-value of two samples coming from one process (Mann–Whitney). Ties count against a difference, so that the
 * test errs towards none. Agrees with {@link hodgesLehmann}: p ≤ 0.05 where its interval excludes 1.
 *
 * @param now ascending
 * @param before ascending
 * @returns 1 where either is empty
 */
export function rankSumTest(now: Float64Array, before: Float64Array): number {
  const m = now.length;
  const n = before.length;
  if (m === 0 || n === 0) return 1;
  let smaller = 0;
  let equal = 0;
  let below = 0;
  let upTo = 0;
  for (const value of now) {
    // For each value how many of the other sample are smaller, and how many at most as great.
    while (below < n && (before[below] as number) < value) below++;
    while (upTo < n && (before[upTo] as number) <= value) upTo++;
    smaller += below;
    equal += upTo - below;
  }
  const greater = m * n - smaller - equal;
  return Math.min(1, 2 * rankSumBelow(Math.min(smaller, greater) + equal, m, n));
}

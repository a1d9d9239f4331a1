import { pairwiseDifference } from './pairwise-difference.ts';
import { shiftOrder } from './rank-sum.ts';

/** Fewer on either side say too little. */
export const LEAST_EPISODES = 6;

/** Above so many, as many evenly spaced order statistics stand for all. */
const MOST_COMPARED = 1_000;

/** How many times as large the values of one sample are as those of another. */
export interface Ratio {
  readonly ratio: number;
  readonly interval: readonly [low: number, high: number];
}

/**
 * Hodges–Lehmann ratio of two samples of log durations: e to the median of all differences `now − before`, with the exact 95 %
 * interval that inverts the Mann–Whitney test. Assumes nothing of the distributions but that one is a multiple of the other;
 * one storm or outlier moves it little. With ties the interval is too wide rather than too narrow.
 *
 * A sample of more than 1,000 is represented by 1,000 evenly spaced order statistics, which moves the result by less than
 * the width of one rank in 1,000.
 *
 * @param now natural logarithms of durations in seconds, ascending
 * @param before the same
 * @returns `null` for fewer than 6 (0 and 1 among them) on either side
 * @see https://en.wikipedia.org/wiki/Hodges%E2%80%93Lehmann_estimator
 */
export function hodgesLehmann(now: Float64Array, before: Float64Array): Ratio | null {
  const ratio = typicalRatio(now, before);
  if (ratio === null) return null;
  const xs = thinned(now);
  const ys = thinned(before);
  const pairs = xs.length * ys.length;
  const scale = pairs / (now.length * before.length);
  const order = Math.floor(shiftOrder(now.length, before.length) * scale);
  const within = Math.min(Math.ceil(pairs / 2), Math.max(1, order));
  const at = (k: number) => Math.exp(pairwiseDifference(xs, ys, k));
  return { ratio, interval: [at(within), at(pairs + 1 - within)] };
}

/** The ratio of {@link hodgesLehmann} alone: takes a third of the time. */
export function typicalRatio(now: Float64Array, before: Float64Array): number | null {
  if (now.length < LEAST_EPISODES || before.length < LEAST_EPISODES) return null;
  const xs = thinned(now);
  const ys = thinned(before);
  const pairs = xs.length * ys.length;
  const middle = Math.floor((pairs + 1) / 2);
  const low = pairwiseDifference(xs, ys, middle);
  const high = pairs % 2 === 1 ? low : pairwiseDifference(xs, ys, middle + 1);
  return Math.exp((low + high) / 2);
}

function thinned(sorted: Float64Array): Float64Array {
  const n = sorted.length;
  if (n <= MOST_COMPARED) return sorted;
  return Float64Array.from(
    { length: MOST_COMPARED },
    (_, index) => sorted[Math.floor(((index + 0.5) / MOST_COMPARED) * n)] as number,
  );
}

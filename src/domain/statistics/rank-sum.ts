import { normalBelow, Z_95 } from './normal.ts';

/** Half of what a 95 % interval may miss. */
const TAIL = 0.025;

/** Up to this size of both samples the distribution is exact; above, normal. As R does. */
const MOST_EXACT = 49;

/**
 * Probability that of all m × n pairs at most `u` are in the given order, where both samples come from one process
 * (Mann–Whitney). Exact for samples of up to 49, above by the normal approximation with continuity correction.
 *
 * @param u 0 to m × n
 * @see https://en.wikipedia.org/wiki/Mann%E2%80%93Whitney_U_test
 */
export function rankSumBelow(u: number, m: number, n: number): number {
  if (u < 0) return 0;
  if (2 * u > m * n) return 1 - rankSumBelow(m * n - u - 1, m, n);
  if (m > MOST_EXACT || n > MOST_EXACT) return normalBelow((u + 0.5 - (m * n) / 2) / deviation(m, n));
  let sum = 0;
  for (const count of shares(m, n, u)) sum += count;
  return sum;
}

/**
 * The greatest k for which at most k − 1 pairs are in order with a probability of at most 2.5 %: the k-th smallest and the
 * k-th greatest difference between two samples are the ends of the 95 % interval of their shift.
 *
 * @returns 0 where the samples are too small for one
 */
export function shiftOrder(m: number, n: number): number {
  if (m > MOST_EXACT || n > MOST_EXACT) {
    return Math.max(0, Math.floor((m * n) / 2 + 0.5 - Z_95 * deviation(m, n)));
  }
  let sum = 0;
  let k = 0;
  for (const share of shares(m, n, Math.floor((m * n) / 2))) {
    sum += share;
    if (sum > TAIL) return k;
    k++;
  }
  return k;
}

/**
 * Probabilities of 0 to `upTo` pairs: coefficients of the Gaussian binomial of m + n over m, by its product formula. The
 * small ones depend on small ones alone, so that rounding stays relative to each.
 *
 * @see https://en.wikipedia.org/wiki/Gaussian_binomial_coefficient
 */
function shares(m: number, n: number, upTo: number): Float64Array {
  const counts = new Float64Array(upTo + 1);
  counts[0] = 1;
  let all = 1;
  for (let i = 1; i <= m; i++) {
    // Every index is between 0 and upTo.
    for (let k = upTo; k >= n + i; k--) counts[k] = (counts[k] as number) - (counts[k - n - i] as number);
    for (let k = i; k <= upTo; k++) counts[k] = (counts[k] as number) + (counts[k - i] as number);
    all *= (n + i) / i;
  }
  return counts.map((count) => count / all);
}

function deviation(m: number, n: number): number {
  return Math.sqrt((m * n * (m + n + 1)) / 12);
}

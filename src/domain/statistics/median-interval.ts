import type { Seconds } from '../duration.ts';
import type { Interval } from '../report.ts';

/** Half of what an interval may miss: 2.5 % on each side. */
const TAIL = 0.025;

/** No term below this share of the greatest one changes a sum of them. */
const NEGLIGIBLE = 1e-20;

/**
 * 95 % interval of the median by exact binomial order statistics: from the k-th shortest to the k-th longest duration,
 * with the greatest k for which each side misses the median of the process in at most 2.5 % of samples.
 *
 * Deterministic, and both ends are durations of real incidents. Coverage is at least 95 %, whatever the distribution.
 *
 * @param sorted durations in seconds, ascending
 * @returns seconds, or `null` for n < 6 (0 and 1 among them), where no 95 % interval exists
 * @see https://online.stat.psu.edu/stat415/lesson/19/19.1
 */
export function medianInterval(sorted: ArrayLike<Seconds>): Interval | null {
  const n = sorted.length;
  const k = orderOf(n);
  // Both are within the array: 1 ≤ k ≤ n ÷ 2.
  return k === 0 ? null : [sorted[k - 1] as Seconds, sorted[n - k] as Seconds];
}

/** The greatest k with P(B ≤ k − 1) ≤ 2.5 % for B binomial of n and one half; 0 where there is none. */
function orderOf(n: number): number {
  if (n < 6) return 0;
  // Relative to the greatest term, so that nothing overflows: P(B = i − 1) ÷ P(B = i) = i ÷ (n − i + 1).
  const middle = Math.floor(n / 2);
  const below: number[] = [1];
  for (let i = middle, term = 1; i > 0 && term > NEGLIGIBLE; i--) {
    term *= i / (n - i + 1);
    below.push(term);
  }
  // The other half mirrors this one; an even n has the middle once.
  const half = below.reduce((sum, term) => sum + term, 0);
  const whole = n % 2 === 0 ? 2 * half - 1 : 2 * half;
  let tail = 0;
  for (let i = below.length - 1; i >= 0; i--) {
    tail += (below[i] as number) / whole;
    // `below[i]` stands for B = middle − i: so many at most are too many, one fewer are not.
    if (tail > TAIL) return middle - i;
  }
  return 0;
}

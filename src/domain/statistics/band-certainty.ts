import { bandOf } from '../band.ts';
import type { Interval } from '../report.ts';

/**
 * Whether the band of a mean is certain: n ≥ 6, and the mean's 95 % interval crosses no cut.
 *
 * @param interval of the mean; `null` (n < 6, 0 and 1 among them) is never certain
 */
export function isBandCertain(interval: Interval | null): boolean {
  return interval !== null && bandOf(interval[0]) === bandOf(interval[1]);
}

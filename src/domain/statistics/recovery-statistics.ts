import { bandOf } from '../band.ts';
import type { Seconds } from '../duration.ts';
import type { RecoveryStatistics } from '../report.ts';
import { mean } from './mean.ts';
import { median } from './median.ts';
import { medianInterval } from './median-interval.ts';
import { quantile } from './quantile.ts';
import { total } from './total.ts';

/**
 * How long recovery took in one population; everything from the same durations.
 *
 * @param sorted recovery times of resolved incidents in whole seconds, ascending
 * @returns `null` for n = 0: no data is not 0
 */
export function recoveryStatistics(sorted: Uint32Array): RecoveryStatistics | null {
  const n = sorted.length;
  if (n === 0) return null;
  const sum = total(sorted);
  // None of these is null for n > 0.
  const average = mean(sum, n) as Seconds;
  return {
    n,
    mean: average,
    median: median(sorted) as Seconds,
    p90: quantile(sorted, 0.9) as Seconds,
    min: sorted[0] as Seconds,
    max: sorted[n - 1] as Seconds,
    total: sum,
    band: bandOf(average),
    medianInterval: medianInterval(sorted),
    meanInterval: null,
    bandCertain: false,
  };
}

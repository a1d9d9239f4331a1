import type { RecoveryStatistics } from '../report.ts';
import { isBandCertain } from './band-certainty.ts';
import { meanInterval } from './mean-interval.ts';

/**
 * Statistics with the interval of their mean, and what follows from it. Apart from the rest because it takes a thousand
 * times as long: for the numbers that are shown.
 *
 * @param sorted the same durations in whole seconds, ascending
 */
export function withMeanInterval(statistics: RecoveryStatistics, sorted: Uint32Array): RecoveryStatistics {
  const interval = meanInterval(sorted);
  return { ...statistics, meanInterval: interval, bandCertain: isBandCertain(interval) };
}

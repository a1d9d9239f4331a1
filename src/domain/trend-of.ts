import { type Bucket, type Buckets, bucketAt, bucketsOf } from './bucket.ts';
import { DAY, HOUR, WEEK } from './duration.ts';
import { grouped } from './grouped.ts';
import type { Instant } from './instant.ts';
import type { Population } from './population.ts';
import type { TrackingEvent } from './question.ts';
import type { Trend } from './report.ts';
import { recoveryStatistics } from './statistics/recovery-statistics.ts';
import { trackedInstants } from './tracked-instants.ts';
import type { Window } from './window.ts';

/** No day and no week is longer than this: clocks change by two hours at most. */
const LONGEST = { day: DAY + 2 * HOUR, week: WEEK + 2 * HOUR };

/** What a chart can show. */
export const MOST_POINTS = 20;

/**
 * How a population went over a window, in the finest of days, weeks and months that gives at most 20 points. Of more
 * than 20 months the last 20 are shown.
 *
 * @param window holds every incident of the population
 * @param bucket what to cut into, where that is not left to the length of the window
 */
export function trendOf(
  population: Population,
  track: TrackingEvent,
  window: Window,
  bucket: Bucket | null = null,
): Trend {
  const buckets = bucket === null ? finestBuckets(window) : bucketsOf(window, bucket);
  const instants = trackedInstants(population.table, track);
  const single = buckets.labels.map((_, index) => [index]);
  const samples = grouped(
    population.recovery,
    Array.from(
      population.rows,
      // A window that holds a row has a bucket for it.
      (row) => single[bucketAt(buckets.bounds, instants[row] as Instant)] as readonly number[],
    ),
  );
  return {
    bucket: buckets.bucket,
    points: buckets.labels
      .map((label, index) => ({
        start: buckets.bounds[index] as Instant,
        label,
        statistics: recoveryStatistics(samples[index] ?? new Uint32Array()),
        complete: buckets.complete[index] as boolean,
      }))
      .slice(-MOST_POINTS),
  };
}

/** The finest of days, weeks and months of which a window has at most 20; else months, however many. */
export function finestBuckets(window: Window): Buckets {
  for (const unit of ['day', 'week'] as const) {
    // Cheaper than to cut a year into days in vain.
    if (window.end - window.start > MOST_POINTS * LONGEST[unit]) continue;
    const buckets = bucketsOf(window, unit);
    if (buckets.labels.length <= MOST_POINTS) return buckets;
  }
  return bucketsOf(window, 'month');
}

import { type Bucket, bucketAt, bucketsOf } from './bucket.ts';
import type { Classification } from './classification.ts';
import type { Instant } from './instant.ts';
import type { Window } from './window.ts';

/** Groups by the days, weeks or months of a window that holds every row. */
export function byTime(instants: Uint32Array, window: Window, by: Bucket): Classification {
  const { bounds, labels } = bucketsOf(window, by);
  const groups = labels.map((label, index) => {
    const time = bounds[index] as Instant;
    return { key: String(time), label, qualifier: '', time };
  });
  const single = labels.map((_, index) => [index]);
  return {
    groups,
    groupsOf: (row) => single[bucketAt(bounds, instants[row] as Instant)] as readonly number[],
  };
}

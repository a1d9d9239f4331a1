import type { Seconds } from '../duration.ts';
import { sortedOrder } from '../sorted-order.ts';

/** Products of fractions are not exact: so near to a half is a half. */
const TOLERANCE = 1e-9;

/**
 * Median time to recovery with those counted that have not recovered yet: the time by which the Kaplan–Meier estimate of the
 * share still open falls to a half. Where it stands at exactly a half for a while, the middle of that while; without open
 * ones it is the ordinary median.
 *
 * @param durations time to recovery, or as long as it was observed without one (censored), in whole seconds, any order
 * @param recovered 1 for each that recovered, 0 for the censored
 * @returns seconds; `not reached` where more than half are open to the end; `null` for n = 0. For n = 1 and n < 6 the
 * same rule holds, and says as little as so few can.
 * @see https://en.wikipedia.org/wiki/Kaplan%E2%80%93Meier_estimator
 */
export function kaplanMeierMedian(
  durations: Uint32Array,
  recovered: Uint8Array,
): Seconds | 'not reached' | null {
  const n = durations.length;
  if (n === 0) return null;
  const order = sortedOrder(durations);
  let open = 1;
  let half: Seconds | null = null;
  for (let index = 0; index < n; ) {
    const time = durations[order[index] as number] as Seconds;
    const atRisk = n - index;
    let events = 0;
    // Who is censored at a time was still at risk then.
    for (; index < n && durations[order[index] as number] === time; index++) {
      events += recovered[order[index] as number] as number;
    }
    if (events === 0) continue;
    if (half !== null) return (half + time) / 2;
    open *= 1 - events / atRisk;
    if (open < 0.5 - TOLERANCE) return time;
    if (open <= 0.5 + TOLERANCE) half = time;
  }
  return half ?? 'not reached';
}

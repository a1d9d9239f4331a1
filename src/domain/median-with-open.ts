import type { NotCounted } from './counting.ts';
import type { Seconds } from './duration.ts';
import type { IncidentTable, Selection } from './incident-table.ts';
import type { Instant } from './instant.ts';
import { kaplanMeierMedian } from './statistics/kaplan-meier-median.ts';

/**
 * Median time to recovery of incidents by when they were created, with those counted that are still open: they have lasted
 * until `asOf` at least. A timeout is no recovery: it says that the incident lasted so long at least.
 *
 * @param counting what each row counts with, or why it does not
 * @param asOf up to when the data is complete
 * @returns seconds; `null` where there are none
 */
export function medianWithOpen(
  { createdAt, ending }: IncidentTable,
  rows: Selection,
  counting: (row: number) => Seconds | NotCounted,
  asOf: Instant,
): Seconds | 'not reached' | null {
  const durations = new Uint32Array(rows.length);
  const recovered = new Uint8Array(rows.length);
  const isTimeout = ending.values.map((value) => value === 'timeout');
  let n = 0;
  for (const row of rows) {
    const duration = counting(row);
    if (typeof duration === 'number') {
      durations[n] = duration;
      // A row is within the table, a code within its dictionary.
      recovered[n++] = isTimeout[ending.codes[row] as number] ? 0 : 1;
    } else if (duration === 'not resolved') {
      durations[n++] = Math.max(0, asOf - (createdAt[row] as Instant));
    }
  }
  return kaplanMeierMedian(durations.subarray(0, n), recovered.subarray(0, n));
}

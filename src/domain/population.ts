import { valueAt } from './coded-column.ts';
import { type CountingRules, countedEnding, countingOf, plainRules } from './counting.ts';
import type { CountedEnding } from './incident.ts';
import type { IncidentTable, Selection } from './incident-table.ts';
import { sortedWithOrder } from './sorted-order.ts';

/** The incidents behind a number, and those that were left out of it, with why. */
export interface Population {
  readonly table: IncidentTable;
  /** The rows that count, ordered by duration, ascending. */
  readonly rows: Selection;
  /** What they count with in whole seconds, in the same order: recovery times, or times to acknowledgement. */
  readonly recovery: Uint32Array;
  readonly endedBy: Readonly<Record<CountedEnding, number>>;
  readonly merged: number;
  /** Resolved (or acknowledged) before they were created. */
  readonly clockErrors: number;
  readonly unresolved: number;
  readonly notAcknowledged: number;
  /** Rows that were excluded by hand. */
  readonly excluded: readonly number[];
}

/**
 * Which of the selected incidents count: those that are resolved, were not merged into another, and did not end before
 * they began. Each of the others is counted in exactly one of the reasons, but for those a what-if switch leaves out.
 *
 * Recovery time is `resolved_at − created_at`: of a reopened incident up to its last resolution.
 */
export function populationOf(
  table: IncidentTable,
  selected: Selection,
  rules: CountingRules = plainRules,
): Population {
  const endedBy = { person: 0, monitor: 0, timeout: 0, unknown: 0 };
  const left = {
    'excluded by hand': 0,
    merged: 0,
    'not resolved': 0,
    'not acknowledged': 0,
    'clock error': 0,
    'what if': 0,
  };
  const { ending } = table;
  const counting = countingOf(table, rules);
  const rows = new Uint32Array(selected.length);
  const durations = new Uint32Array(selected.length);
  const excluded: number[] = [];
  let n = 0;
  for (const row of selected) {
    const duration = counting(row);
    if (typeof duration === 'string') {
      left[duration]++;
      if (duration === 'excluded by hand') excluded.push(row);
      continue;
    }
    endedBy[countedEnding(valueAt(ending, row))]++;
    rows[n] = row;
    durations[n++] = duration;
  }
  const { values, order } = sortedWithOrder(durations.subarray(0, n));
  const ordered = new Uint32Array(n);
  // Every index lies within its array; a callback for each would take longer than the sorting.
  for (let place = 0; place < n; place++) ordered[place] = rows[order[place] as number] as number;
  return {
    table,
    rows: ordered,
    recovery: values,
    endedBy,
    merged: left.merged,
    clockErrors: left['clock error'],
    unresolved: left['not resolved'],
    notAcknowledged: left['not acknowledged'],
    excluded,
  };
}

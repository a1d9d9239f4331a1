import { valueAt } from './coded-column.ts';
import { countingOf, isIncident, type NotCounted } from './counting.ts';
import type { Seconds } from './duration.ts';
import type { IncidentTable } from './incident-table.ts';
import type { Mttr, MttrInput } from './mttr.ts';
import { sortedOrder } from './sorted-order.ts';
import type { Steps } from './steps.ts';

/** Exactly the rows behind a number, in the order in which people read them. */
export interface ListedRows {
  /** Of the window's table. */
  readonly rows: Uint32Array;
  /** What a row counts with (`null`: a count also takes what has no duration yet), or why it does not count. */
  readonly judge: (row: number) => Seconds | null | WhyNot;
  /** How many of the rows count. */
  readonly counted: number;
}

/** Why a row does not count. */
export type WhyNot =
  | NotCounted
  /** Of `after-hours`: it began while everybody who worked on it was at work. */
  | 'in working hours'
  /** Of `after-hours`: who worked on it is not known. */
  | 'people not known';

/**
 * Lists the incidents behind a number: those that count, by duration, the longest first; then those that do not, the
 * newest first. A count lists what it counts in the same way, whether it has a duration or not. Equal ones: the newer,
 * then the one with the higher number first.
 *
 * @returns in steps: run to the end, at once or in slices
 */
export function* listedRows(
  { table }: Pick<MttrInput, 'table'>,
  numbers: Pick<Mttr, 'selected' | 'rules' | 'countedRows' | 'population'>,
): Steps<ListedRows> {
  const { selected, countedRows, population } = numbers;
  const judge = judgeOf(table, numbers);
  const accounts = table.integration.values;
  const ranks = accounts.map((id) => accounts.filter((other) => other < id).length);
  // From the least important to the most: a stable order keeps what was settled before.
  const keys: readonly ((row: number) => number)[] = [
    (row) => ranks[table.integration.codes[row] as number] as number,
    (row) => table.number[row] as number,
    (row) => table.createdAt[row] as number,
    (row) => {
      const judgement = judge(row);
      if (typeof judgement === 'string') return 0;
      return judgement === null ? 1 : judgement + 2;
    },
  ];
  let rows = Uint32Array.from(selected);
  for (const key of keys) {
    yield;
    const values = rows.map(key);
    yield;
    const before = rows;
    rows = sortedOrder(values).map((index) => before[index] as number);
  }
  return { rows: rows.reverse(), judge, counted: (countedRows ?? population.rows).length };
}

function judgeOf(
  table: IncidentTable,
  { rules, countedRows }: Pick<Mttr, 'rules' | 'countedRows'>,
): ListedRows['judge'] {
  const counting = countingOf(table, rules);
  if (countedRows === null) return counting;
  const counts = new Set(countedRows);
  const { responders } = table;
  return (row) => {
    const judgement = counting(row);
    if (!isIncident(judgement)) return judgement;
    if (counts.has(row)) return typeof judgement === 'number' ? judgement : null;
    return valueAt(responders, row) === null ? 'people not known' : 'in working hours';
  };
}

import { bucketsOf } from '../../domain/bucket.ts';
import type { Grouping } from '../../domain/question.ts';
import type { CountRow, GroupRow, RecoveryStatistics, Report } from '../../domain/report.ts';
import { thousands } from '../blocks/numbers.ts';
import { countsIncidents, wordsFor } from './metric-words.ts';
import { capital, durationText, intervalText } from './number-text.ts';

/** The groups of an answer as text: a head, and as many cells in every row. */
export interface GroupsTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What a reader must know of all rows together. */
  readonly notes: readonly string[];
  readonly byTime: boolean;
}

/** Below six incidents there is no interval. */
const FEW = 6;

/** @see https://dora.dev/guides/dora-metrics/ (common pitfalls) */
const TEAMS = 'Teams run different things: DORA warns against comparing teams by these numbers';

/** The groups of an answer, in their order; `null` where there is only one. */
export function groupsTable({ groups, counts, definition }: Report): GroupsTable | null {
  const { by } = groups;
  const byTime = by.some((grouping) => grouping === 'day' || grouping === 'week' || grouping === 'month');
  const partial = partialKeys(by, definition);
  const first = by.map(capital).join(', ') || 'Group';
  if (countsIncidents(definition.metric)) {
    if (counts === null || counts.rows.length < 2) return null;
    const afterHours = definition.metric === 'after-hours';
    return {
      head: afterHours ? [first, 'After hours', 'Of', 'Share'] : [first, 'Incidents', 'Share'],
      rows: counts.rows.map((row) =>
        countCells(partial.has(row.key) ? { ...row, label: `${row.label} (part)` } : row, afterHours),
      ),
      notes: [...gapNote(by, counts.rows.length, definition), ...notesFor(by, counts.overlapping)],
      byTime,
    };
  }
  if (groups.rows.length < 2) return null;
  const judged = groups.rows.some(({ change }) => isClear(change));
  const name = wordsFor(definition.metric).name;
  const recovers = definition.metric === 'mttr';
  return {
    head: [first, ...(recovers ? ['Time lost'] : []), 'n', name, '95 %', ...(judged ? ['Than before'] : [])],
    rows: groups.rows.map(({ key, label, statistics, change }) => [
      partial.has(key) ? `${label} (part)` : label,
      ...(recovers ? [durationText(statistics.total)] : []),
      thousands(statistics.n),
      durationText(statistics.mean),
      plausibleText(statistics),
      ...(judged ? [isClear(change) ? (change?.verdict ?? '–') : '–'] : []),
    ]),
    notes: [
      ...(recovers && !byTime ? ['By time lost'] : []),
      ...gapNote(by, groups.rows.length, definition),
      ...notesFor(by, groups.overlapping),
    ],
    byTime,
  };
}

/** Between what the mean plausibly lies. It is not computed for every row of a long table. */
function plausibleText({ n, meanInterval }: RecoveryStatistics): string {
  if (meanInterval !== null) return intervalText(meanInterval);
  return n < FEW ? 'too few' : '–';
}

function countCells({ label, count, of }: CountRow, afterHours: boolean): string[] {
  const share = of === 0 ? '–' : `${Math.round((count / of) * 100)} %`;
  return afterHours ? [label, thousands(count), thousands(of), share] : [label, thousands(count), share];
}

/** Verdicts of rows are corrected for how many there are: the others may be chance, and are not shown. */
function isClear(change: GroupRow['change']): boolean {
  return change?.verdict === 'clearly faster' || change?.verdict === 'clearly slower';
}

/** The days, weeks or months that the covered time holds only a part of, by their keys. */
function partialKeys(by: readonly Grouping[], { covered }: Report['definition']): ReadonlySet<string> {
  const [bucket] = by;
  const isTime = bucket === 'day' || bucket === 'week' || bucket === 'month';
  if (covered === null || by.length !== 1 || !isTime) return new Set();
  const { bounds, complete } = bucketsOf(covered, bucket);
  return new Set(complete.flatMap((whole, index) => (whole ? [] : [String(bounds[index])])));
}

/** Where a day, week or month of the covered time has no row: it had no incidents, which is not 0. */
function gapNote(by: readonly Grouping[], rows: number, { covered }: Report['definition']): string[] {
  const [bucket] = by;
  if (covered === null || by.length !== 1) return [];
  if (bucket !== 'day' && bucket !== 'week' && bucket !== 'month') return [];
  const isGapless = rows === bucketsOf(covered, bucket).complete.length;
  return isGapless ? [] : [`${capital(bucket)}s without incidents are left out`];
}

function notesFor(by: readonly Grouping[], overlapping: boolean): string[] {
  const overlap = by.includes('team')
    ? 'An incident of two teams is in both rows, so they add up to more'
    : 'An incident can be in several rows, so they add up to more';
  return [...(overlapping ? [overlap] : []), ...(by.includes('team') ? [TEAMS] : [])];
}

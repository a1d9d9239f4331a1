import { afterHours } from './after-hours.ts';
import { bucketAt } from './bucket.ts';
import type { Classification, Group } from './classification.ts';
import { type ClassificationContext, classify, type Groupings } from './classify.ts';
import { valueAt } from './coded-column.ts';
import { distinctLabels, inAlphabet } from './groups-of.ts';
import type { Reference } from './incident.ts';
import type { IncidentTable, Selection } from './incident-table.ts';
import type { Instant } from './instant.ts';
import type { CountRow, Counts } from './report.ts';
import type { Steps } from './steps.ts';
import { trackedInstants } from './tracked-instants.ts';
import { finestBuckets, MOST_POINTS } from './trend-of.ts';
import { zoneNamed } from './zone.ts';

/** Incidents of a window, whatever became of them: rows of their table. */
export interface CountedRows {
  readonly table: IncidentTable;
  readonly rows: Selection;
}

/** A count, and exactly the rows that it counts. */
export interface Counted {
  readonly counts: Counts;
  readonly rows: Selection;
  /** Of the window before; `null` where that is not wholly covered. */
  readonly rowsBefore: Selection | null;
}

/** What it takes to tell who worked after hours. */
export interface AfterHoursContext {
  /** IANA zones of users by id, as far as PagerDuty knows them. */
  readonly zones: ReadonlyMap<string, string>;
  /** Stands for those that are not known. */
  readonly zone: string;
}

/**
 * How many incidents, by group and over time.
 *
 * @param before in the window before; `null` where that is not wholly covered
 * @param after `null` counts all incidents; else those that somebody worked on after hours, see {@link Counts}
 * @returns in steps: run to the end, at once or in slices
 */
export function* countsOf(
  now: CountedRows,
  before: CountedRows | null,
  by: Groupings,
  context: ClassificationContext,
  after: AfterHoursContext | null,
): Steps<Counted> {
  const { table } = now;
  const off = after && (yield* workedAfterHours(now, after));
  const known = off === null ? now.rows : now.rows.filter((row) => valueAt(table.responders, row) !== null);
  const counted = off === null ? known : known.filter((row) => peopleIn(off, row).length > 0);
  let rowsBefore = before?.rows ?? null;
  if (before !== null && after !== null) {
    const offBefore = yield* workedAfterHours(before, after);
    rowsBefore = before.rows.filter((row) => peopleIn(offBefore, row).length > 0);
  }
  yield;

  const classification = classify(table, by, context);
  // After hours each person answers for their own hours alone.
  const countedIn = off === null ? classification : classify(table, by, { ...context, people: off });
  const overall = sizes(known, classification);
  const counts = off === null ? overall : sizes(counted, countedIn);
  return {
    counts: {
      total: counted.length,
      of: known.length,
      before: rowsBefore?.length ?? null,
      rows: rowsOf(
        countedIn,
        counts,
        off === null ? () => known.length : (key) => overall.byKey.get(key) ?? 0,
      ),
      overlapping: counts.overlapping,
      trend: trend({ table, rows: counted }, context),
      zonesAssumed: after === null ? 0 : zonesAssumed(now, after),
    },
    rows: counted,
    rowsBefore,
  };
}

function* workedAfterHours(
  { table, rows }: CountedRows,
  { zones, zone }: AfterHoursContext,
): Steps<IncidentTable['responders']> {
  const named = new Map([...zones].map(([id, name]) => [id, zoneNamed(name) ?? zone]));
  return yield* afterHours(table, rows, (userId) => named.get(userId) ?? zone);
}

function zonesAssumed({ table, rows }: CountedRows, { zones }: AfterHoursContext): number {
  const people = new Set<string>();
  for (const row of rows) for (const { id } of peopleIn(table.responders, row)) people.add(id);
  return [...people].filter((id) => zoneNamed(zones.get(id) ?? '') === null).length;
}

function peopleIn(column: IncidentTable['responders'], row: number): readonly Reference[] {
  return valueAt(column, row) ?? [];
}

interface Sizes {
  readonly byKey: ReadonlyMap<string, number>;
  readonly overlapping: boolean;
}

function sizes(rows: Selection, classification: Classification): Sizes {
  const counts: number[] = [];
  let overlapping = false;
  for (const row of rows) {
    const groups = classification.groupsOf(row);
    if (groups.length > 1) overlapping = true;
    for (const group of groups) counts[group] = (counts[group] ?? 0) + 1;
  }
  const { groups } = classification;
  // Groups that rows gave.
  return { byKey: new Map(counts.map((count, index) => [(groups[index] as Group).key, count])), overlapping };
}

function rowsOf(
  { groups }: Classification,
  { byKey }: Sizes,
  of: (key: string) => number,
): readonly CountRow[] {
  const labels = distinctLabels(groups);
  return groups
    .map((group, index) => ({
      time: group.time ?? 0,
      row: {
        key: group.key,
        // A label for each group.
        label: labels[index] as string,
        count: byKey.get(group.key) ?? 0,
        of: of(group.key),
      },
    }))
    .filter(({ row }) => row.count > 0)
    .sort(
      (one, other) =>
        one.time - other.time ||
        other.row.count - one.row.count ||
        inAlphabet(one.row.label, other.row.label) ||
        inAlphabet(one.row.key, other.row.key),
    )
    .map(({ row }) => row);
}

function trend({ table, rows }: CountedRows, { track, window }: ClassificationContext): Counts['trend'] {
  const { bucket, bounds, labels, complete } = finestBuckets(window);
  const instants = trackedInstants(table, track);
  const counts = labels.map(() => 0);
  for (const row of rows) {
    // A window that holds a row has a bucket for it.
    const index = bucketAt(bounds, instants[row] as Instant);
    counts[index] = (counts[index] as number) + 1;
  }
  return {
    bucket,
    points: labels
      .map((label, index) => ({
        start: bounds[index] as Instant,
        label,
        count: counts[index] as number,
        complete: complete[index] as boolean,
      }))
      .slice(-MOST_POINTS),
  };
}

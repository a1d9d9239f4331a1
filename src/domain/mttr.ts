import { type BesideCounts, besideOf } from './beside.ts';
import type { Groupings } from './classify.ts';
import { changeIn, comparedWith } from './compare-populations.ts';
import { type CountingRules, countingOf, isIncident } from './counting.ts';
import { countsOf } from './counts-of.ts';
import type { IncidentKey } from './exclusion.ts';
import { type CurrentNames, type Filter, matching } from './filter.ts';
import { groupsOf } from './groups-of.ts';
import type { IncidentTable, Selection } from './incident-table.ts';
import type { Instant } from './instant.ts';
import { medianWithOpen } from './median-with-open.ts';
import { type MoverRow, movers } from './movers.ts';
import { openRows } from './open-rows.ts';
import { partlyKnown } from './partly-known.ts';
import { phasesOf } from './phases-of.ts';
import { type Population, populationOf } from './population.ts';
import type { Metric, TrackingEvent } from './question.ts';
import type { Change, Counts, Groups, Phases, RecoveryStatistics, Report, Trend } from './report.ts';
import { recoveryStatistics } from './statistics/recovery-statistics.ts';
import { withMeanInterval } from './statistics/with-mean-interval.ts';
import type { Steps } from './steps.ts';
import { trendOf } from './trend-of.ts';
import type { WhatIf } from './what-if.ts';
import type { Window } from './window.ts';

/** What the numbers of an answer are computed from. */
export interface MttrInput {
  /** Every incident of the covered window, before the filter. */
  readonly table: IncidentTable;
  /** Every incident of the window before; `null` where that is not wholly covered. */
  readonly before: IncidentTable | null;
  /** Every incident that is open now. */
  readonly open: IncidentTable;
  /** Every incident that began within a day after one of `table` was resolved, where `table` and `open` may lack some. */
  readonly after: IncidentTable;
  readonly filter: Filter;
  readonly names: CurrentNames;
  readonly metric: Metric;
  readonly track: TrackingEvent;
  /** Holds every row of `table`. */
  readonly window: Window;
  /** When the window of `before` begins. */
  readonly beforeStart: Instant;
  /** Up to when the data is complete. */
  readonly asOf: Instant;
  readonly by: Groupings;
  /** Excluded by hand. */
  readonly excluded: readonly IncidentKey[];
  readonly whatIf: WhatIf;
  /** The incident of `whatIf.without`. */
  readonly without: IncidentKey | null;
  /** IANA zones of users by id. */
  readonly zones: ReadonlyMap<string, string>;
}

/** The numbers of an answer. Incidents are rows of the tables they came from. */
export interface Mttr {
  readonly population: Population;
  /** Of the window before; `null` where that is not wholly covered. */
  readonly populationBefore: Population | null;
  /** What passes the filter, counted or not: rows of the window's table. */
  readonly selected: Selection;
  /** What decided which of them count. */
  readonly rules: CountingRules;
  /** `null` for an empty population. */
  readonly recovery: RecoveryStatistics | null;
  readonly before: RecoveryStatistics | null;
  readonly change: Change | null;
  readonly trend: Trend;
  readonly groups: Groups;
  readonly movers: readonly MoverRow[];
  readonly open: { readonly count: number; readonly oldestRow: number | null };
  readonly medianWithOpen: Report['open']['medianWithOpen'];
  readonly medianWithOpenBefore: Report['open']['medianWithOpen'];
  readonly beside: BesideCounts;
  readonly phases: Phases | null;
  readonly counts: Counts | null;
  /** The rows of the window's table that a count counts; `null` for other metrics: those of the population. */
  readonly countedRows: Selection | null;
  /** The same of the table before; `null` also where that is not wholly covered. */
  readonly countedRowsBefore: Selection | null;
  readonly partlyKnown: Report['partlyKnown'];
}

/** One window, filtered and judged. */
interface Judged {
  readonly table: IncidentTable;
  /** What passes the filter. */
  readonly rows: Selection;
  readonly rules: CountingRules;
  readonly population: Population;
  readonly recovery: RecoveryStatistics | null;
}

/**
 * Computes every number of an answer. The same incidents give the same numbers in whatever order they come.
 *
 * Under `track: 'created'` the window before is seen as it stood at the same age as this one: what happened to its incidents
 * later would flatter it.
 *
 * @returns in steps: run to the end, at once or in slices
 */
export function* mttr(input: MttrInput): Steps<Mttr> {
  const { open, filter, names, metric, track, window, by, asOf } = input;
  const now = yield* judged(input.table, input, track === 'created' ? asOf : null);
  const sameAge = input.beforeStart + (asOf - window.start);
  const before = input.before && (yield* judged(input.before, input, track === 'created' ? sameAge : null));
  const { population } = now;
  const openOnes = openRows(open, filter, names, input.excluded);
  yield;

  const context = { track, window, names };
  const counted = isCount(metric)
    ? yield* countsOf(
        { table: now.table, rows: incidentsIn(now) },
        before && { table: before.table, rows: incidentsIn(before) },
        by,
        context,
        metric === 'after-hours' ? { zones: input.zones, zone: window.zone } : null,
      )
    : null;
  const trend = trendOf(population, track, window);
  yield;
  const compared = before && (yield* comparedWith(population, before.population));
  const groups = yield* groupsOf(population, by, context, compared);
  yield;
  const moving = movers(population);
  yield;
  const change = compared && (yield* changeIn(population, compared));
  const beside = yield* besideOf(population, [open, input.after]);
  const withOpen = (side: Judged | null, until: Instant) =>
    side !== null && track === 'created' && metric !== 'mtta'
      ? medianWithOpen(side.table, side.rows, countingOf(side.table, side.rules), until)
      : null;
  yield;
  return {
    population,
    populationBefore: before?.population ?? null,
    selected: now.rows,
    rules: now.rules,
    recovery: now.recovery,
    before: before?.recovery ?? null,
    change,
    trend,
    groups,
    movers: moving,
    open: { count: openOnes.length, oldestRow: oldest(open, openOnes) },
    medianWithOpen: withOpen(now, asOf),
    medianWithOpenBefore: withOpen(before, sameAge),
    beside,
    phases: metric === 'mtta' ? null : phasesOf(population),
    counts: counted?.counts ?? null,
    countedRows: counted?.rows ?? null,
    countedRowsBefore: counted?.rowsBefore ?? null,
    partlyKnown: partlyKnown(input),
  };
}

/** @param until what came later is not known yet */
function* judged(table: IncidentTable, input: MttrInput, until: Instant | null): Steps<Judged> {
  const { filter, names, metric, excluded, whatIf, without } = input;
  const passed = matching(table, filter, names);
  yield;
  const rows = until === null ? passed : passed.filter((row) => (table.createdAt[row] as Instant) < until);
  const rules: CountingRules = {
    measure: metric === 'mtta' ? 'acknowledgement' : 'recovery',
    until,
    excluded,
    whatIf,
    without,
  };
  const population = populationOf(table, rows, rules);
  yield;
  const statistics = recoveryStatistics(population.recovery);
  const recovery = statistics && withMeanInterval(statistics, population.recovery);
  yield;
  return { table, rows, rules, population, recovery };
}

function isCount(metric: Metric): boolean {
  return metric === 'count' || metric === 'after-hours';
}

/** Incidents, whatever became of them. */
function incidentsIn({ table, rows, rules }: Judged): Selection {
  const counting = countingOf(table, rules);
  return rows.filter((row) => isIncident(counting(row)));
}

/** The row that was created first; of equal ones that with the lowest number. */
function oldest({ createdAt, number }: IncidentTable, rows: Uint32Array): number | null {
  let found: number | null = null;
  for (const row of rows) {
    if (found === null || earlier(row, found)) found = row;
  }
  return found;

  function earlier(one: number, other: number): boolean {
    const age = (createdAt[one] as Instant) - (createdAt[other] as Instant);
    return age < 0 || (age === 0 && (number[one] as number) < (number[other] as number));
  }
}

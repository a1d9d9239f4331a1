import { changeIn, comparedWith } from '../domain/compare-populations.ts';
import { type CountingRules, plainRules } from '../domain/counting.ts';
import { type CurrentNames, matching } from '../domain/filter.ts';
import type { IncidentTable, Selection } from '../domain/incident-table.ts';
import type { Instant, Span } from '../domain/instant.ts';
import type { SettledQuestion } from '../domain/kept-report.ts';
import { type Population, populationOf } from '../domain/population.ts';
import type { Trend } from '../domain/report.ts';
import type { Steps } from '../domain/steps.ts';
import { trackedInstants } from '../domain/tracked-instants.ts';
import { trendOf } from '../domain/trend-of.ts';
import type { Window } from '../domain/window.ts';
import type { DigestVerdict } from './digest-report.ts';
import type { Periods } from './periods-of.ts';

/** What a digest says beyond its own period. */
export interface LongView {
  readonly verdict: DigestVerdict;
  readonly trend: Trend;
  /** Ids of services that had an incident. */
  readonly services: ReadonlySet<string>;
}

/**
 * Verdict and trend over one table, in steps.
 *
 * Both sides of the verdict are followed up for as long: under `track: 'created'` each incident of the weeks before stands as it
 * did at the age that one of the same day of the last weeks has now. Slow recoveries that only they had time for would flatter
 * the last weeks.
 *
 * @param table every incident of the covered part of the periods, before the filter
 */
export function* longView(
  table: IncidentTable,
  question: SettledQuestion,
  { verdict, trend }: Periods,
  names: CurrentNames,
): Steps<LongView> {
  const { track, covered, asOf, excluded } = question;
  const selected = matching(table, question.filter, names);
  yield;
  const instants = trackedInstants(table, track);
  const within = ({ start, end }: Span): Selection =>
    // A row of the table.
    selected.filter((row) => (instants[row] as Instant) >= start && (instants[row] as Instant) < end);
  const isCovered = ({ start, end }: Span) =>
    covered !== null && covered.start <= start && end <= covered.end;
  function* populationOver(rows: Selection): Steps<Population> {
    yield;
    const rules: CountingRules = { ...plainRules, excluded, until: track === 'created' ? asOf : null };
    const population = populationOf(table, rows, rules);
    yield;
    return population;
  }
  function isKnownAtTheSameAge(row: number): boolean {
    const { start, end } = verdict.now;
    const length = end - start;
    const created = table.createdAt[row] as Instant; // a row of the table
    const lengthsAgo = Math.ceil((start - created) / length);
    return (table.resolvedAt[row] as Instant) <= asOf - lengthsAgo * length;
  }

  const shown = covered === null ? { ...trend.window, end: trend.window.start } : cut(trend.window, covered);
  const population = yield* populationOver(within(shown));
  const points = trendOf(population, track, shown, trend.bucket);
  yield;
  const services = servicesIn(table, selected);
  yield;
  if (covered === null || !isCovered(verdict.now) || !isCovered(verdict.before)) {
    const isYoung = covered === null || covered.start > verdict.before.start;
    return { verdict: isYoung ? 'too early' : 'not complete', trend: points, services };
  }
  const now = yield* populationOver(within(verdict.now));
  const rowsBefore = within(verdict.before);
  const before = yield* populationOver(
    track === 'created' ? rowsBefore.filter(isKnownAtTheSameAge) : rowsBefore,
  );
  const change = yield* changeIn(now, yield* comparedWith(now, before));
  return { verdict: { change, ...verdict }, trend: points, services };
}

function cut(window: Window, { start, end }: Span): Window {
  const from = Math.max(window.start, start);
  return { ...window, start: from, end: Math.max(from, Math.min(window.end, end)) };
}

function servicesIn({ service }: IncidentTable, rows: Selection): ReadonlySet<string> {
  const codes = new Set<number>();
  for (const row of rows) codes.add(service.codes[row] as number); // a row of the table
  return new Set([...codes].flatMap((code) => service.values[code]?.id ?? []));
}

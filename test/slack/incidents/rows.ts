import { HOUR, MINUTE } from '../../../src/domain/duration.ts';
import type { Drilldown, IncidentRow, Page } from '../../../src/report/reports.ts';
import { NOW } from '../records.ts';
import { pointer, report, statistics } from '../report-fixture.ts';

/** A counted incident of 42 minutes. */
export function row(number: number, change: Partial<IncidentRow> = {}): IncidentRow {
  return {
    incident: pointer(number),
    createdAt: NOW - 2 * HOUR,
    resolvedAt: NOW - 2 * HOUR + 42 * MINUTE,
    duration: 42 * MINUTE,
    whyNot: null,
    ending: 'person',
    urgency: 'high',
    priority: 'P1',
    exclusion: null,
    ...change,
  };
}

/** A page of these rows. */
export function drilldown(
  rows: readonly IncidentRow[],
  page: Page = { offset: 0, limit: 15 },
  change: Partial<Drilldown> = {},
): Drilldown {
  const counted = rows.filter(({ duration }) => duration !== null).length;
  const recovery = statistics({ n: counted });
  return {
    kind: 'incidents',
    report: report({ recovery }),
    asItIs: { recovery },
    rows: rows.slice(page.offset, page.offset + page.limit),
    total: rows.length,
    counted,
    page,
    ...change,
  };
}

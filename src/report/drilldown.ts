import { valueAt } from '../domain/coded-column.ts';
import type { Instant } from '../domain/instant.ts';
import type { ListedRows } from '../domain/listed-rows.ts';
import type { Report } from '../domain/report.ts';
import type { Computed } from './compute.ts';
import { keyOf, pointersTo, pointerToGone } from './pointers.ts';
import type { Drilldown, IncidentRow, Page } from './reports.ts';
import type { ReportsStore } from './reports-store.ts';
import type { Settled } from './settle.ts';

const MOST_ON_A_PAGE = 100;

/** A page of the incidents behind a report's number. */
export async function drilldownOf(
  workspaceId: string,
  settled: Settled,
  { input }: Pick<Computed, 'input'>,
  { rows: listed, judge, counted }: ListedRows,
  report: Report,
  asItIs: Drilldown['asItIs'],
  asked: Page,
  store: ReportsStore,
): Promise<Drilldown> {
  const { table } = input;
  const page = {
    offset: Math.max(0, Math.trunc(asked.offset)),
    limit: Math.min(MOST_ON_A_PAGE, Math.max(1, Math.trunc(asked.limit))),
  };
  const shown = [...listed.subarray(page.offset, page.offset + page.limit)];
  const exclusions = (await store.exclusions?.list(workspaceId)) ?? [];
  const pointers = await pointersTo(
    shown.map((row) => ({ table, row })),
    workspaceId,
    settled.accounts,
    store.incidents,
  );
  const rows = shown.map((row, index): IncidentRow => {
    const judgement = judge(row);
    const key = keyOf({ table, row });
    const resolvedAt = table.resolvedAt[row] as Instant;
    const exclusion =
      judgement === 'excluded by hand'
        ? exclusions.find(
            (each) =>
              each.integrationId === key.integrationId &&
              each.incidentId === key.id &&
              each.withdrawn === null,
          )
        : undefined;
    return {
      incident: pointers[index] ?? pointerToGone({ table, row }),
      createdAt: table.createdAt[row] as Instant,
      resolvedAt: resolvedAt === 0 ? null : resolvedAt,
      duration: typeof judgement === 'number' ? judgement : null,
      whyNot: typeof judgement === 'string' ? judgement : null,
      ending: valueAt(table.ending, row),
      urgency: valueAt(table.urgency, row),
      priority: valueAt(table.priority, row)?.name ?? null,
      exclusion: exclusion ? { reason: exclusion.reason, by: exclusion.by, at: exclusion.at } : null,
    };
  });
  return {
    kind: 'incidents',
    report,
    asItIs,
    rows,
    total: listed.length,
    counted,
    page,
  };
}

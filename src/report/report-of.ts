import type { Exclusion } from '../domain/exclusion.ts';
import type { Instant } from '../domain/instant.ts';
import type { Report } from '../domain/report.ts';
import { asItIs, type WhatIf } from '../domain/what-if.ts';
import { composeReport } from './compose-report.ts';
import type { Computed } from './compute.ts';
import { keyOf, type PointedRow, pointersTo } from './pointers.ts';
import type { ReportsStore } from './reports-store.ts';
import type { Settled } from './settle.ts';

const MOST_EXCLUSIONS = 10;

/** Makes a report of computed numbers: looks up the incidents that it names. */
export async function reportOf(
  workspaceId: string,
  settled: Settled,
  { input, numbers }: Pick<Computed, 'input' | 'numbers'>,
  {
    store,
    id,
    whatIf = asItIs,
  }: { readonly store: ReportsStore; readonly id: string | null; readonly whatIf?: WhatIf },
): Promise<Report> {
  const { oldestRow } = numbers.open;
  const exclusions = await latestExclusions();
  const [oldest = null, ...others] = await pointersTo(
    [
      oldestRow === null ? null : { table: input.open, row: oldestRow },
      ...numbers.movers.map(({ row }) => ({ table: input.table, row })),
      ...exclusions.map(({ row }) => row),
    ],
    workspaceId,
    settled.accounts,
    store.incidents,
  );
  return composeReport({
    id,
    settled,
    whatIf,
    numbers,
    moverPointers: others.slice(0, numbers.movers.length),
    oldest:
      oldestRow !== null && oldest !== null
        ? { pointer: oldest, createdAt: input.open.createdAt[oldestRow] as Instant }
        : null,
    excluded: exclusions.flatMap(({ exclusion }, index) => {
      const incident = others[numbers.movers.length + index];
      return incident ? [{ incident, exclusion }] : [];
    }),
  });

  /** The latest exclusions that took a row out of this number. */
  async function latestExclusions(): Promise<readonly { row: PointedRow; exclusion: Exclusion }[]> {
    const { excluded, table } = numbers.population;
    if (excluded.length === 0) return [];
    const all = (await store.exclusions?.list(workspaceId)) ?? [];
    return excluded
      .flatMap((row) => {
        const key = keyOf({ table, row });
        const [exclusion] = all
          .filter(
            ({ integrationId, incidentId }) => integrationId === key.integrationId && incidentId === key.id,
          )
          .sort((one, other) => other.at - one.at);
        return exclusion ? [{ row: { table, row }, exclusion }] : [];
      })
      .sort(
        (one, other) =>
          other.exclusion.at - one.exclusion.at || (one.exclusion.id < other.exclusion.id ? -1 : 1),
      )
      .slice(0, MOST_EXCLUSIONS);
  }
}

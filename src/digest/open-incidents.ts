import type { Instant } from '../domain/instant.ts';
import { openRows } from '../domain/open-rows.ts';
import { currentNames } from '../report/account.ts';
import { pointersTo } from '../report/pointers.ts';
import type { ReportsStore } from '../report/reports-store.ts';
import type { Settled } from '../report/settle.ts';
import type { DigestReport } from './digest-report.ts';

const MOST_NAMED = 10;

/** What is open now, the oldest first; of equal age that with the lowest number. */
export async function openIncidents(
  workspaceId: string,
  { question, accounts }: Settled,
  store: ReportsStore,
): Promise<DigestReport['open']> {
  const { integrationIds, filter, excluded, asOf } = question;
  const table = await store.incidents.open(workspaceId, integrationIds);
  const { createdAt, number } = table;
  // Rows of the table.
  const rows = [...openRows(table, filter, currentNames(accounts), excluded)].sort(
    (one, other) =>
      (createdAt[one] as Instant) - (createdAt[other] as Instant) ||
      (number[one] as number) - (number[other] as number),
  );
  const oldest = rows.slice(0, MOST_NAMED);
  const pointers = await pointersTo(
    oldest.map((row) => ({ table, row })),
    workspaceId,
    accounts,
    store.incidents,
  );
  return {
    count: rows.length,
    oldest: oldest.flatMap((row, index) => {
      const pointer = pointers[index];
      return pointer ? [{ ...pointer, age: Math.max(0, asOf - (createdAt[row] as Instant)) }] : [];
    }),
  };
}

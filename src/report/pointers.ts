import { valueAt } from '../domain/coded-column.ts';
import type { Incident } from '../domain/incident.ts';
import type { IncidentTable } from '../domain/incident-table.ts';
import type { IncidentPointer } from '../domain/report.ts';
import type { IncidentStore } from '../store/store.ts';
import { type Account, currentNames } from './account.ts';

/** A row of a table that a report points to. */
export interface PointedRow {
  readonly table: IncidentTable;
  readonly row: number;
}

/**
 * Looks up the incidents that a report names, with one request to the store for each integration.
 *
 * @returns a pointer for each row, in the same order; `null` for none, and where the incident has gone meanwhile. Titles are `null`
 * where the integration hides them.
 */
export async function pointersTo(
  rows: readonly (PointedRow | null)[],
  workspaceId: string,
  accounts: readonly Account[],
  incidents: Pick<IncidentStore, 'get'>,
): Promise<readonly (IncidentPointer | null)[]> {
  const names = currentNames(accounts);
  const keys = rows.map((pointed) => pointed && keyOf(pointed));
  const found = new Map<string, IncidentPointer>();
  await Promise.all(
    accounts.map(async ({ integration }) => {
      const ids = keys.flatMap((key) => (key?.integrationId === integration.id ? [key.id] : []));
      if (ids.length === 0) return;
      const records = await incidents.get(workspaceId, integration.id, [...new Set(ids)]);
      for (const record of records)
        found.set(`${integration.id}/${record.id}`, pointerTo(record, integration.titles));
    }),
  );
  return keys.map((key) => (key && found.get(`${key.integrationId}/${key.id}`)) ?? null);

  function pointerTo(incident: Incident, titles: 'shown' | 'hidden'): IncidentPointer {
    const { integrationId, id, number, url, title, service } = incident;
    return {
      integrationId,
      id,
      number,
      url,
      title: titles === 'hidden' ? null : title,
      service: service && (names.get(service.id) ?? service.name),
    };
  }
}

/** What a table still tells of an incident that has gone meanwhile. */
export function pointerToGone({ table, row }: PointedRow): IncidentPointer {
  return {
    ...keyOf({ table, row }),
    number: table.number[row] as number,
    url: '',
    title: null,
    service: valueAt(table.service, row)?.name ?? null,
  };
}

/** The incident of a row. */
export function keyOf({ table, row }: PointedRow): { readonly integrationId: string; readonly id: string } {
  return { integrationId: valueAt(table.integration, row), id: table.id(row) };
}

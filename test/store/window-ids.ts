import type { IncidentTable } from '../../src/domain/incident-table.ts';
import type { Store } from '../../src/store/store.ts';

/** A window of all incidents that a test stores. */
export const ALWAYS = { integrationIds: null, track: 'created', span: { start: 0, end: 4e9 } } as const;

/** The ids of a workspace's incidents in a window, ascending; of all of them, unless the query narrows it. */
export async function windowIds(
  store: Store,
  query: Partial<Parameters<Store['incidents']['window']>[1]> = {},
  workspaceId = 'T1',
): Promise<string[]> {
  return idsOf(await store.incidents.window(workspaceId, { ...ALWAYS, ...query }));
}

export function idsOf(table: IncidentTable): string[] {
  return [...table.number.keys()].map((row) => table.id(row)).sort();
}

import type { Change } from '../change.ts';
import type { Database } from './database.ts';
import { readIncidents } from './read-incidents.ts';

export const EXPORT_HEADER = { format: 'sei-pagerduty export', version: 1 } as const;

const INCIDENTS_A_LINE = 500;

/**
 * Everything in the store as changes that make it anew, one a line. Secrets stay sealed: they open only with the same
 * `ENCRYPTION_KEY`. Earlier values of incidents are left out, and audit logs with how far they went.
 */
export async function* exportStore(database: Database): AsyncGenerator<string> {
  yield `${JSON.stringify(EXPORT_HEADER)}\n`;
  const line = (change: Change) => `${JSON.stringify(change)}\n`;
  const tables = database.documents.tables();
  for (const [table, entries] of Object.entries(tables)) {
    if (table === 'auditHeads') continue;
    // The keys of that very record.
    for (const entry of entries) yield line({ kind: 'put', table: table as keyof typeof tables, ...entry });
  }
  for (const data of database.all()) {
    const { workspaceId, integrationId, sync, directory, runs, rejected } = data.sync;
    const one = { workspaceId, integrationId };
    const ids = data.currentIds();
    for (let from = 0; from < ids.length; from += INCIDENTS_A_LINE) {
      const incidents = await readIncidents(database, data, ids.slice(from, from + INCIDENTS_A_LINE));
      yield line({ kind: 'incidents', ...one, incidents });
    }
    for (const run of runs.toReversed()) yield line({ kind: 'sync', ...one, run });
    yield line({ kind: 'sync', ...one, state: sync, directory, rejected });
  }
}

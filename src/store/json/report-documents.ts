import type { Change } from '../change.ts';
import { MOST_KEPT_REPORTS, type ReportStore } from '../report-store.ts';
import type { Database } from './database.ts';

/** Reports that can be had again, in the small tables, in the order in which they were made. */
export function reportDocuments(database: Database, most = MOST_KEPT_REPORTS): ReportStore {
  const { documents } = database;
  return {
    get: async (workspaceId, id) => documents.get('reports', workspaceId, id),
    save(value) {
      const { workspaceId, id } = value;
      return database.commit(() => {
        const ids = documents.ids('reports', workspaceId);
        if (documents.get('reports', workspaceId, id)) return { changes: [], result: undefined };
        const old = ids.slice(0, Math.max(0, ids.length + 1 - most));
        const changes: Change[] = [
          { kind: 'put', table: 'reports', workspaceId, id, value },
          ...old.map((id): Change => ({ kind: 'delete', table: 'reports', workspaceId, id })),
        ];
        return { changes, result: undefined };
      });
    },
  };
}

import type { ExclusionStore } from '../exclusion-store.ts';
import type { Database } from './database.ts';

/** Exclusions by hand, in the small tables. */
export function exclusionDocuments(database: Database): ExclusionStore {
  const { documents } = database;
  return {
    list: async (workspaceId) => documents.list('exclusions', workspaceId),
    save(value) {
      const { workspaceId, id } = value;
      return database.commit(() => ({
        changes: [{ kind: 'put', table: 'exclusions', workspaceId, id, value }],
        result: undefined,
      }));
    },
  };
}

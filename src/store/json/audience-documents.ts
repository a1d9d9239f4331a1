import { type AudienceStore, audienceKey } from '../audience-store.ts';
import type { Change } from '../change.ts';
import type { Database } from './database.ts';

/** Audiences, in the small tables. */
export function audienceDocuments(database: Database): AudienceStore {
  const { documents } = database;
  const change = (...changes: Change[]) => database.commit(() => ({ changes, result: undefined }));
  return {
    list: async (workspaceId) => documents.list('audiences', workspaceId),
    get: async (workspaceId, subject) => documents.get('audiences', workspaceId, audienceKey(subject)),
    save(value) {
      const { workspaceId, subject } = value;
      return change({ kind: 'put', table: 'audiences', workspaceId, id: audienceKey(subject), value });
    },
    delete: (workspaceId, subject) =>
      change({ kind: 'delete', table: 'audiences', workspaceId, id: audienceKey(subject) }),
  };
}

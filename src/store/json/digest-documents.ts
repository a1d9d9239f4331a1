import type { Change } from '../change.ts';
import type { DigestStore } from '../digest-store.ts';
import type { Database } from './database.ts';
import { updateDocument } from './update-document.ts';

/** Digests, in the small tables. */
export function digestDocuments(database: Database): DigestStore {
  const { documents } = database;
  return {
    list: async (workspaceId) => documents.list('digests', workspaceId),
    get: async (workspaceId, id) => documents.get('digests', workspaceId, id),
    all: async () => documents.all('digests'),
    save(value) {
      const { workspaceId, id } = value;
      return database.commit(() => ({
        changes: [{ kind: 'put', table: 'digests', workspaceId, id, value }],
        result: undefined,
      }));
    },
    update: (workspaceId, id, changing) =>
      updateDocument(database, { table: 'digests', workspaceId, id }, changing),
    delete: (workspaceId, id) =>
      database.commit(() => {
        const slots = documents.list('slots', workspaceId).filter(({ digestId }) => digestId === id);
        const changes: Change[] = [
          { kind: 'delete', table: 'digests', workspaceId, id },
          ...slots.map(
            ({ dueAt }): Change => ({ kind: 'delete', table: 'slots', workspaceId, id: `${id}/${dueAt}` }),
          ),
        ];
        return { changes, result: undefined };
      }),
  };
}

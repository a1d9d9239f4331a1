import type { Change } from '../change.ts';
import type { RoleStore } from '../role-store.ts';
import type { Database } from './database.ts';

/** Given and requested roles, in the small tables. */
export function roleDocuments(database: Database): RoleStore {
  const { documents } = database;
  const change = (...changes: Change[]) => database.commit(() => ({ changes, result: undefined }));
  return {
    get: async (workspaceId, userId) => documents.get('roles', workspaceId, userId),
    list: async (workspaceId) => documents.list('roles', workspaceId),
    all: async () => documents.all('roles'),
    save(value) {
      const { workspaceId, userId: id } = value;
      return change(
        { kind: 'put', table: 'roles', workspaceId, id, value },
        { kind: 'delete', table: 'roleRequests', workspaceId, id },
      );
    },
    delete: (workspaceId, id) =>
      change(
        { kind: 'delete', table: 'roles', workspaceId, id },
        { kind: 'delete', table: 'roleRequests', workspaceId, id },
      ),
    request: async (workspaceId, userId) => documents.get('roleRequests', workspaceId, userId),
    saveRequest: (value) =>
      change({
        kind: 'put',
        table: 'roleRequests',
        workspaceId: value.workspaceId,
        id: value.userId,
        value,
      }),
    deleteRequest: (workspaceId, id) => change({ kind: 'delete', table: 'roleRequests', workspaceId, id }),
  };
}

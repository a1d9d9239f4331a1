import { withoutProfile } from '../../domain/profile.ts';
import { NameTakenError } from '../errors.ts';
import type { ProfileStore } from '../profile-store.ts';
import type { Change } from './change.ts';
import type { Database } from './database.ts';

/** MTTR profiles and their assignments, in the small tables. */
export function profileDocuments(database: Database): ProfileStore {
  const { documents } = database;
  const assignmentsOf = (workspaceId: string) =>
    documents.get('profileAssignments', workspaceId, '') ?? {
      workspaceId,
      defaultId: null,
      byCollection: {},
    };
  return {
    list: async (workspaceId) => documents.list('profiles', workspaceId),
    save(value) {
      const { workspaceId, id } = value;
      return database.commit(() => {
        const same = (other: { id: string; name: string }) =>
          other.id !== id && other.name.toLowerCase() === value.name.toLowerCase();
        if (documents.list('profiles', workspaceId).some(same)) throw new NameTakenError(value.name);
        return { changes: [{ kind: 'put', table: 'profiles', workspaceId, id, value }], result: undefined };
      });
    },
    delete: (workspaceId, id) =>
      database.commit(() => {
        const value = withoutProfile(assignmentsOf(workspaceId), id);
        const changes: Change[] = [
          { kind: 'delete', table: 'profiles', workspaceId, id },
          { kind: 'put', table: 'profileAssignments', workspaceId, id: '', value },
        ];
        return { changes, result: undefined };
      }),
    assignments: async (workspaceId) => assignmentsOf(workspaceId),
    assign: (value) =>
      database.commit(() => ({
        changes: [
          { kind: 'put', table: 'profileAssignments', workspaceId: value.workspaceId, id: '', value },
        ],
        result: undefined,
      })),
  };
}

import { withoutProfile } from '../../domain/profile.ts';
import type { Change } from '../change.ts';
import { noAssignments, type ProfileStore } from '../profile-store.ts';
import type { Database } from './database.ts';
import { namedDocuments } from './named-documents.ts';

/** MTTR profiles and their assignments, in the small tables. */
export function profileDocuments(database: Database): ProfileStore {
  const { documents } = database;
  const assignmentsOf = (workspaceId: string) =>
    documents.get('profileAssignments', workspaceId, '') ?? noAssignments(workspaceId);
  return {
    list: async (workspaceId) => documents.list('profiles', workspaceId),
    ...namedDocuments(database, 'profiles'),
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
    assign: (workspaceId, changing) =>
      database.commit(() => {
        const before = assignmentsOf(workspaceId);
        const value = changing(before);
        const changes: Change[] =
          value === before ? [] : [{ kind: 'put', table: 'profileAssignments', workspaceId, id: '', value }];
        return { changes, result: before };
      }),
  };
}

import { withoutProfile } from '../../domain/profile.ts';
import { noAssignments, type ProfileStore } from '../profile-store.ts';
import type { Documents } from './documents.ts';

export function postgresProfiles(documents: Documents): ProfileStore {
  return {
    list: (workspaceId) => documents.list('profiles', workspaceId),
    save: (profile) =>
      documents.change(profile.workspaceId, (own) => own.put('profiles', profile.id, profile, profile.name)),
    update: (workspaceId, id, changing) =>
      documents.update('profiles', workspaceId, id, changing, ({ name }) => name),
    delete: (workspaceId, id) =>
      documents.change(workspaceId, async (own) => {
        const assigned = (await own.get('profileAssignments', '')) ?? noAssignments(workspaceId);
        await own.delete('profiles', id);
        await own.put('profileAssignments', '', withoutProfile(assigned, id));
      }),
    assignments: async (workspaceId) =>
      (await documents.get('profileAssignments', workspaceId, '')) ?? noAssignments(workspaceId),
    assign: (workspaceId, changing) =>
      documents.change(workspaceId, async (own) => {
        const before = (await own.get('profileAssignments', '')) ?? noAssignments(workspaceId);
        const value = changing(before);
        if (value !== before) await own.put('profileAssignments', '', value);
        return before;
      }),
  };
}

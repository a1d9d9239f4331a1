import type { RoleStore } from '../role-store.ts';
import type { Documents } from './documents.ts';

export function postgresRoles(documents: Documents): RoleStore {
  return {
    get: (workspaceId, userId) => documents.get('roles', workspaceId, userId),
    list: (workspaceId) => documents.list('roles', workspaceId),
    all: () => documents.all('roles'),
    save: (given) =>
      documents.change(given.workspaceId, async (own) => {
        await own.put('roles', given.userId, given);
        await own.delete('roleRequests', given.userId);
      }),
    delete: (workspaceId, userId) =>
      documents.change(workspaceId, async (own) => {
        await own.delete('roles', userId);
        await own.delete('roleRequests', userId);
      }),
    request: (workspaceId, userId) => documents.get('roleRequests', workspaceId, userId),
    saveRequest: (request) => documents.put('roleRequests', request.workspaceId, request.userId, request),
    deleteRequest: (workspaceId, userId) => documents.delete('roleRequests', workspaceId, userId),
  };
}

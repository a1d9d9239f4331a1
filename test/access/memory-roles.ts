import type { GivenRole, RoleRequest, RoleStore } from '../../src/store/role-store.ts';

/** Roles and requests in memory. */
export function memoryRoles(...given: readonly GivenRole[]): RoleStore {
  const roles = new Map<string, GivenRole>();
  const requests = new Map<string, RoleRequest>();
  const key = (workspaceId: string, userId: string) => `${workspaceId} ${userId}`;
  for (const one of given) roles.set(key(one.workspaceId, one.userId), one);
  return {
    get: async (workspaceId, userId) => roles.get(key(workspaceId, userId)),
    list: async (workspaceId) => [...roles.values()].filter((one) => one.workspaceId === workspaceId),
    all: async () => [...roles.values()],
    async save(one) {
      roles.set(key(one.workspaceId, one.userId), one);
      requests.delete(key(one.workspaceId, one.userId));
    },
    async delete(workspaceId, userId) {
      roles.delete(key(workspaceId, userId));
      requests.delete(key(workspaceId, userId));
    },
    request: async (workspaceId, userId) => requests.get(key(workspaceId, userId)),
    async saveRequest(one) {
      requests.set(key(one.workspaceId, one.userId), one);
    },
    async deleteRequest(workspaceId, userId) {
      requests.delete(key(workspaceId, userId));
    },
  };
}

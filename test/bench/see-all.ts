import type { Sight } from '../../src/audience/sight.ts';
import type { Store } from '../../src/store/store.ts';

/** A view in which everything of a workspace is seen. */
export function seeAll(store: Pick<Store, 'integrations'>): Sight['view'] {
  return async ({ workspaceId }) => ({
    workspaceId,
    integrationIds: new Set((await store.integrations.list(workspaceId)).map(({ id }) => id)),
    collectionIds: new Set(),
    withoutPrivateTeams: new Set(),
    isAdmin: false,
    key: workspaceId,
  });
}

import type { Integration } from '../domain/integration.ts';
import type { Store } from '../store/store.ts';
import type { Sync } from '../sync/sync.ts';

/**
 * Deletes an integration with its key and data, out of the store's journal too.
 *
 * Paused first, so that no schedule begins a run while it goes. Collections and profiles that named it name it no longer:
 * one that is left without any integration then shows nothing, rather than suddenly everything.
 */
export async function deleteIntegration(
  {
    store,
    sync,
  }: {
    readonly store: Pick<Store, 'integrations' | 'collections' | 'profiles' | 'satellites' | 'workspaces'>;
    readonly sync: Pick<Sync, 'halt'>;
  },
  integration: Integration,
): Promise<void> {
  const { workspaceId, id } = integration;
  await store.integrations.save({ ...integration, paused: true });
  await sync.halt(workspaceId, id);
  for (const collection of await store.collections.list(workspaceId)) {
    const { integrationIds } = collection;
    if (integrationIds?.includes(id)) {
      const left = integrationIds.filter((each) => each !== id);
      await store.collections.save({ ...collection, integrationIds: left });
    }
  }
  for (const profile of await store.profiles.list(workspaceId)) {
    const { integrationIds } = profile;
    if (integrationIds?.includes(id)) {
      const left = integrationIds.filter((each) => each !== id);
      await store.profiles.save({ ...profile, integrationIds: left });
    }
  }
  await store.integrations.delete(workspaceId, id);
  if (integration.mode === 'satellite') await store.satellites.forget(workspaceId, id);
  await store.workspaces.purge();
}

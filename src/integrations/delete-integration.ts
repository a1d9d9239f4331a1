import type { Integration } from '../domain/integration.ts';
import type { Store } from '../store/store.ts';
import type { Sync } from '../sync/sync.ts';

/**
 * Deletes an integration with its key, its data and its audience, out of the store's journal too.
 *
 * Paused first, so that no schedule begins a run while it goes. Collections and profiles that named it name it no longer:
 * one that is left without any integration then shows nothing, rather than suddenly everything.
 */
export async function deleteIntegration(
  {
    store,
    sync,
  }: {
    readonly store: Pick<
      Store,
      'integrations' | 'collections' | 'profiles' | 'satellites' | 'audiences' | 'workspaces'
    >;
    readonly sync: Pick<Sync, 'halt'>;
  },
  integration: Integration,
): Promise<void> {
  const { workspaceId, id } = integration;
  await store.integrations.update(workspaceId, id, (known) => ({ ...known, paused: true }));
  await sync.halt(workspaceId, id);
  const forgetting = <Naming extends { readonly integrationIds: readonly string[] | null }>(known: Naming) =>
    known.integrationIds?.includes(id)
      ? { ...known, integrationIds: known.integrationIds.filter((each) => each !== id) }
      : known;
  for (const those of [store.collections, store.profiles])
    for (const each of await those.list(workspaceId)) await those.update(workspaceId, each.id, forgetting);
  await store.integrations.delete(workspaceId, id);
  await store.audiences.delete(workspaceId, { kind: 'integration', id });
  if (integration.mode === 'satellite') await store.satellites.forget(workspaceId, id);
  await store.workspaces.purge();
}

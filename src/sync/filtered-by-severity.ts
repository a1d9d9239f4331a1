import type { Store } from '../store/store.ts';

/** Tells of each integration of a workspace whether a collection or profile that looks at it filters by severity. */
export async function filteredBySeverity(
  store: Pick<Store, 'collections' | 'profiles'>,
  workspaceId: string,
): Promise<(integrationId: string) => boolean> {
  const all = await Promise.all([store.collections.list(workspaceId), store.profiles.list(workspaceId)]);
  const filtering = all.flat().filter(({ filter }) => filter.some(({ field }) => field === 'severity'));
  return (integrationId) =>
    filtering.some(({ integrationIds }) => integrationIds?.includes(integrationId) ?? true);
}

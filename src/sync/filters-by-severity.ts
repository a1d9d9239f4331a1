import type { Store } from '../store/store.ts';

/** Whether a collection or profile that looks at the integration filters by severity. */
export async function filtersBySeverity(
  store: Pick<Store, 'collections' | 'profiles'>,
  workspaceId: string,
  integrationId: string,
): Promise<boolean> {
  const filtering = await Promise.all([
    store.collections.list(workspaceId),
    store.profiles.list(workspaceId),
  ]);
  return filtering
    .flat()
    .some(
      ({ integrationIds, filter }) =>
        (integrationIds?.includes(integrationId) ?? true) && filter.some(({ field }) => field === 'severity'),
    );
}

import type { Clock } from '../domain/clock.ts';
import { type CollectionScope, intersect } from '../domain/collection.ts';
import { DAY } from '../domain/duration.ts';
import { type CurrentNames, matching } from '../domain/filter.ts';
import type { IncidentStore } from '../store/store.ts';

/** Over so many days incidents are counted. */
const DAYS = 365;

/** How many incidents, created in the last year, each of several scopes matches. Reads the store once. */
export async function countMatches(
  scopes: readonly Pick<CollectionScope, 'integrationIds' | 'filter'>[],
  {
    workspaceId,
    names,
    incidents,
    clock,
  }: {
    readonly workspaceId: string;
    readonly names: CurrentNames;
    readonly incidents: Pick<IncidentStore, 'window'>;
    readonly clock: Clock;
  },
): Promise<readonly number[]> {
  const now = clock.now();
  const ids = scopes.map(({ integrationIds }) => integrationIds);
  const integrationIds = ids.includes(null) ? null : [...new Set(ids.flatMap((each) => each ?? []))];
  const table = await incidents.window(workspaceId, {
    integrationIds,
    track: 'created',
    span: { start: now - DAYS * DAY, end: now + DAY },
  });
  return scopes.map((scope) => {
    const within = intersect(scope.integrationIds, integrationIds);
    const narrowed =
      within === null ? [] : [{ field: 'integration', operator: 'equals', values: within } as const];
    return matching(table, [...narrowed, ...scope.filter], names).length;
  });
}

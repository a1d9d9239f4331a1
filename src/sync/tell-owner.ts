import type { Clock } from '../domain/clock.ts';
import type { Integration } from '../domain/integration.ts';
import type { Store } from '../store/store.ts';
import { noticesOf } from './notices.ts';
import type { SyncEvents } from './sync-events.ts';
import { RUNS_FOR_HEALTH } from './sync-status.ts';

export interface TellOptions {
  readonly store: Pick<Store, 'sync'>;
  readonly clock: Clock;
  readonly emit: SyncEvents['emit'];
}

/**
 * Tells what the owner of an integration should know after a run, once: remembered before it is told.
 *
 * @param key tells its key from another one: what is said of one is said again of the next
 */
export async function tellOwner(
  { workspaceId, id: integrationId, createdAt: connectedAt }: Integration,
  key: string,
  { store, clock, emit }: TellOptions,
): Promise<void> {
  const [before, runs] = await Promise.all([
    store.sync.state(workspaceId, integrationId),
    store.sync.runs(workspaceId, integrationId, RUNS_FOR_HEALTH),
  ]);
  const { notices, state } = noticesOf({ state: before, runs, now: clock.now(), connectedAt, key });
  if (state !== before) await store.sync.commit(workspaceId, integrationId, { state });
  for (const notice of notices) emit({ ...notice, workspaceId, integrationId });
}

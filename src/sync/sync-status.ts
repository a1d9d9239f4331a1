import type { Clock } from '../domain/clock.ts';
import type { Store } from '../store/store.ts';
import { healthOf } from './health.ts';
import { backgroundProgress, storedProgress } from './progress.ts';
import type { BackfillProgress, SyncStatus } from './sync.ts';
import { syncLease } from './sync-lease.ts';

/** Enough for a run every ten minutes over the 7 days that health looks at, twice. */
export const RUNS_FOR_HEALTH = 2000;
const RUNS_SHOWN = 50;

export interface StatusOptions {
  readonly store: Pick<Store, 'integrations' | 'incidents' | 'sync' | 'leases'>;
  readonly clock: Clock;
  /** How far a backfill is that this process works on. */
  readonly progress: BackfillProgress | null;
}

/** How the sync of an integration stands, whichever replica does it. */
export async function syncStatus(
  workspaceId: string,
  integrationId: string,
  { store, clock, progress }: StatusOptions,
): Promise<SyncStatus> {
  const [integration, state, runs, incidents, running] = await Promise.all([
    store.integrations.get(workspaceId, integrationId),
    store.sync.state(workspaceId, integrationId),
    store.sync.runs(workspaceId, integrationId, RUNS_FOR_HEALTH),
    store.incidents.count(workspaceId, integrationId),
    store.leases.isHeld(syncLease(workspaceId, integrationId)),
  ]);
  const success = runs.find(({ kind, outcome }) => kind !== 'enrichment' && outcome === 'succeeded');
  return {
    health: healthOf(runs, clock.now(), { paused: integration?.paused ?? false }),
    running,
    coverage: state.coverage,
    backfill: progress ?? storedProgress(state),
    enrichment: backgroundProgress(state, state.enrichment),
    severities: backgroundProgress(state, state.severities),
    lastIngestedAt: success ? success.startedAt + success.duration : (state.coverage?.completeTo ?? null),
    incidents,
    runs: runs.slice(0, RUNS_SHOWN),
  };
}

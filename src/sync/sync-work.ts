import type { Clock } from '../domain/clock.ts';
import type { CloudIntegration } from '../domain/integration.ts';
import type { SyncRun } from '../domain/sync-run.ts';
import type { Log } from '../log.ts';
import type { PagerDutyClient } from '../pagerduty/client.ts';
import { LeaseLostError } from '../store/lease-store.ts';
import type { Store } from '../store/store.ts';
import { failureOf } from './failure.ts';
import { filteredBySeverity } from './filtered-by-severity.ts';
import type { IntegrationSync } from './integration-sync.ts';
import { keyFingerprint } from './key-fingerprint.ts';
import type { SyncEvent } from './sync.ts';
import { tellOwner } from './tell-owner.ts';

export interface SyncWorkOptions {
  /** Its `sync` refuses what another replica does by now. */
  readonly store: Pick<Store, 'collections' | 'profiles' | 'damage' | 'sync'>;
  readonly clientOf: (integration: CloudIntegration) => PagerDutyClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly emit: (event: SyncEvent) => void;
}

/** All that one sync of an integration does, from what was lost to whom to tell. Never throws: what fails is written down. */
export async function syncWork(
  sync: IntegrationSync,
  integration: CloudIntegration,
  signal: AbortSignal,
  options: SyncWorkOptions,
): Promise<void> {
  const { store, clientOf, log } = options;
  const { workspaceId, id: integrationId } = integration;
  try {
    const isFiltered = await filteredBySeverity(store, workspaceId);
    if (isFiltered(integrationId)) sync.wantSeverities();
    const client = clientOf(integration);
    await mend(sync, client, integration, signal, options);
    await sync.work(client, signal);
  } catch (error) {
    if (error instanceof LeaseLostError) {
      log.info({ workspaceId, integrationId }, 'Another replica goes on with a sync.');
      return;
    }
    log.error({ err: error, workspaceId, integrationId }, 'A sync could not do its work.');
    await recordDefeat(workspaceId, integrationId, error, options);
  }
  try {
    if (!signal.aborted) await tellOwner(integration, keyFingerprint(integration), options);
  } catch (error) {
    log.error({ err: error, workspaceId, integrationId }, 'Whom to tell of a sync could not be written.');
  }
}

/** Reads again what the store lost to damaged files. What cannot be read now is tried again by the next tick. */
async function mend(
  sync: IntegrationSync,
  client: PagerDutyClient,
  { workspaceId, id: integrationId }: CloudIntegration,
  signal: AbortSignal,
  { store }: SyncWorkOptions,
): Promise<void> {
  for (const damage of await store.damage.list(workspaceId)) {
    if (damage.integrationId !== integrationId || signal.aborted) continue;
    const { outcome } = await sync.reread(client, damage.span, signal);
    if (outcome === 'succeeded') await store.damage.resolve(workspaceId, damage.id);
  }
}

/** What failed before or outside a run (a key that does not open, a full disk) is a failed run to the person. */
async function recordDefeat(
  workspaceId: string,
  integrationId: string,
  error: unknown,
  { store, clock, log, newId, emit }: SyncWorkOptions,
): Promise<void> {
  const run: SyncRun = {
    id: newId(),
    kind: 'changes',
    startedAt: clock.now(),
    duration: 0,
    outcome: 'failed',
    stored: 0,
    rejected: 0,
    requests: 0,
    retries: 0,
    failure: failureOf(error),
  };
  try {
    await store.sync.commit(workspaceId, integrationId, { run });
    emit({ kind: 'run', workspaceId, integrationId, run });
  } catch (cause) {
    log.error({ err: cause, workspaceId, integrationId }, 'The ingestion log could not be written.');
  }
}

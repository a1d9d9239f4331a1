import type { Clock } from '../../domain/clock.ts';
import type { SatelliteIntegration } from '../../domain/integration.ts';
import type { Satellite } from '../../domain/satellite.ts';
import { oneByOne } from '../../replica/one-by-one.ts';
import type { BatchOutcome } from '../../store/satellite-store.ts';
import type { Store } from '../../store/store.ts';
import { failureOfSatellite } from '../../sync/failure.ts';
import type { SinkBatch } from '../../sync/sink.ts';
import { storeSink } from '../../sync/store-sink.ts';
import type { SyncEvents } from '../../sync/sync-events.ts';
import { tellOwner } from '../../sync/tell-owner.ts';
import type { BatchHead, CommitAnswer } from '../protocol/batch.ts';
import { LEASE } from '../protocol/limits.ts';
import { checkClock } from './check-clock.ts';
import { heldLease, leaseLost } from './held-lease.ts';
import { IntakeError } from './intake-error.ts';
import { readBatch } from './read-batch.ts';
import { servedIntegration } from './served-integration.ts';

export interface CommitOptions {
  readonly store: Pick<Store, 'satellites' | 'integrations' | 'incidents' | 'sync' | 'damage'>;
  readonly events: Pick<SyncEvents, 'emit'>;
  readonly clock: Clock;
}

/** What the state remembers in the place of a key that was refused: which one, only the satellite knows. */
const SATELLITE_KEY = 'satellite';

/** Takes what satellites read: stored once each, in the order in which it was read, for their own integrations alone. */
export function commit({ store, events, clock }: CommitOptions) {
  const turns = oneByOne();

  async function take(
    integration: SatelliteIntegration,
    head: BatchHead,
    batch: SinkBatch,
  ): Promise<CommitAnswer> {
    const { workspaceId, id } = integration;
    let repeated = false;
    const until = clock.now() + LEASE;
    const fenced: Store['sync'] = {
      ...store.sync,
      async commit(_workspaceId, _integrationId, changes) {
        const outcome = await store.satellites.commit(workspaceId, id, changes, {
          token: head.token,
          number: head.number,
          until,
        });
        repeated = outcome.kind === 'repeated';
        return resultOf(outcome);
      },
    };
    const sink = storeSink({ store: { sync: fenced, incidents: store.incidents }, clock }, workspaceId, id);
    const result = await sink.commit(batch);
    await resolve(integration, head.resolved ?? []);
    if (!repeated && batch.run) {
      events.emit({ kind: 'run', workspaceId, integrationId: id, run: batch.run });
      await tellOwner(integration, SATELLITE_KEY, { store, clock, emit: events.emit });
    }
    return { ...result, repeated };
  }

  /** What the app had lost was read again. */
  async function resolve(
    { workspaceId, id }: SatelliteIntegration,
    resolved: readonly string[],
  ): Promise<void> {
    if (resolved.length === 0) return;
    for (const damage of await store.damage.list(workspaceId))
      if (damage.integrationId === id && resolved.includes(damage.id))
        await store.damage.resolve(workspaceId, damage.id);
  }

  return async (satellite: Satellite, body: Buffer): Promise<CommitAnswer> => {
    const { head, batch } = await readBatch(body);
    const { integrationId } = head;
    return turns(JSON.stringify([satellite.workspaceId, integrationId]), async () => {
      const integration = await servedIntegration(store, satellite, integrationId);
      await heldLease(store.satellites, satellite, head);
      checkClock(batch, clock.now());
      return take(integration, head, withAdvice(batch));
    });
  };
}

/** Whoever reads the ingestion log is told what to do about a satellite, not about the app. */
function withAdvice(batch: SinkBatch): SinkBatch {
  const { run } = batch;
  return run?.failure ? { ...batch, run: { ...run, failure: failureOfSatellite(run.failure) } } : batch;
}

function resultOf(outcome: BatchOutcome) {
  switch (outcome.kind) {
    case 'stored':
    case 'repeated':
      return outcome.result;
    case 'void':
      throw leaseLost();
    case 'gap':
      throw new IntakeError('batch_gap', `Batch ${outcome.expected} is missing.`, {
        next: 'Send the batches of a lease one after the other, from number 1. To begin anew, claim the lease again.',
      });
  }
}

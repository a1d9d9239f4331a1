import type { Clock } from '../domain/clock.ts';
import type { CloudIntegration, Integration } from '../domain/integration.ts';
import { apiKeyContext } from '../integrations/api-key-context.ts';
import type { Log } from '../log.ts';
import type { ConnectPagerDuty, PagerDutyClient } from '../pagerduty/client.ts';
import { keepLease, LEASE } from '../replica/keep-lease.ts';
import type { Ticker, Ticking } from '../schedule/ticker.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { type Lease, LeaseLostError } from '../store/lease-store.ts';
import type { Store } from '../store/store.ts';
import type { SyncStore } from '../store/sync-store.ts';
import { IntegrationSync } from './integration-sync.ts';
import { keyFingerprint } from './key-fingerprint.ts';
import { spotCheck } from './spot-check.ts';
import { storeSink } from './store-sink.ts';
import type { Sync } from './sync.ts';
import { createSyncEvents } from './sync-events.ts';
import { integrationOf, syncLease } from './sync-lease.ts';
import { syncStatus } from './sync-status.ts';
import { syncWork } from './sync-work.ts';
import { underLease } from './under-lease.ts';

export interface SyncOptions {
  readonly store: Pick<
    Store,
    'integrations' | 'collections' | 'profiles' | 'incidents' | 'sync' | 'damage' | 'leases'
  >;
  readonly connect: ConnectPagerDuty;
  readonly keyring: Pick<Keyring, 'open'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Ids of runs. */
  readonly newId: () => string;
  /** Id of this process among the replicas of the app. */
  readonly owner: string;
  /** `cronTicker(log)`, or a test's own. */
  readonly ticker: Ticker;
  readonly syncCron: string;
  /** How far back the first reading goes, 1 to 3650 days. */
  readonly backfillDays: number;
}

interface Job {
  readonly done: Promise<void>;
  readonly lease: Lease;
  readonly controller: AbortController;
  /** Somebody asked while it was under way. */
  asked: boolean;
}

/** How often a replica looks whether another has died over a sync: its lease and this are less than a minute. */
const LOOKS_FOR_FALLEN = '*/15 * * * * *';
/** All replicas tick at the same time, as far as their clocks agree; who comes first does the work. */
const APART = 30;

/**
 * The sync of all integrations of all workspaces: side by side, one run at a time for each, on any number of replicas. A run is
 * under a lease; what another replica has is left alone, and taken up where that one dies.
 */
export function createSync(options: SyncOptions): Sync {
  const { store, connect, keyring, clock, log, newId, owner, ticker, syncCron, backfillDays } = options;
  const { leases } = store;
  const { emit, subscribe } = createSyncEvents(log);
  const syncs = new Map<string, IntegrationSync>();
  const jobs = new Map<string, Job>();
  let ticking: readonly Ticking[] = [];
  let stopped = false;

  /** Writes under the lease of the job of that moment. */
  function fenced(workspaceId: string, integrationId: string): SyncStore {
    const key = keyOf(workspaceId, integrationId);
    return underLease(store.sync, syncLease(workspaceId, integrationId), () => jobs.get(key)?.lease);
  }

  function syncOf({ workspaceId, id: integrationId }: Integration): IntegrationSync {
    const key = keyOf(workspaceId, integrationId);
    const known = syncs.get(key);
    if (known !== undefined) return known;
    const created = new IntegrationSync({
      sink: storeSink(
        { store: { incidents: store.incidents, sync: fenced(workspaceId, integrationId) }, clock },
        workspaceId,
        integrationId,
      ),
      clock,
      newId,
      log: log.child({ workspaceId, integrationId }),
      backfillDays,
      onProgress: (progress) => emit({ kind: 'progress', workspaceId, integrationId, progress }),
      onRun: (run) => emit({ kind: 'run', workspaceId, integrationId, run }),
    });
    syncs.set(key, created);
    return created;
  }

  /** Lets the integration be worked on; one that is already takes the request along where somebody asked for it. */
  async function launch(
    integration: CloudIntegration,
    { asked }: { readonly asked: boolean },
  ): Promise<'started' | 'already running'> {
    const { workspaceId, id } = integration;
    const key = keyOf(workspaceId, id);
    syncOf(integration).request();
    const job = jobs.get(key);
    if (job !== undefined) {
      job.asked ||= asked;
      return 'already running';
    }
    const leaseKey = syncLease(workspaceId, id);
    const lease = await leases.claim(leaseKey, owner, { lease: LEASE, apart: asked ? 0 : APART });
    if (lease === null) {
      if (asked) await leases.want(leaseKey);
      return 'already running';
    }
    if (stopped) {
      await leases.release(lease);
      return 'already running';
    }
    const controller = new AbortController();
    const done = workUnder(lease, integration, controller);
    jobs.set(key, { done, lease, controller, asked: false });
    return 'started';
  }

  async function workUnder(
    lease: Lease,
    integration: CloudIntegration,
    controller: AbortController,
  ): Promise<void> {
    const giveBack = keepLease(lease, {
      leases,
      onWanted: () => syncOf(integration).request(),
      onLost: () => controller.abort(new LeaseLostError(lease)),
    });
    const { workspaceId, id } = integration;
    const sync = syncOf(integration);
    const own = { ...store, sync: fenced(workspaceId, id) };
    await syncWork(sync, integration, controller.signal, { ...options, store: own, clientOf, emit });
    const standing = await giveBack();
    const key = keyOf(workspaceId, id);
    const askedHere = jobs.get(key)?.asked && sync.requested && !controller.signal.aborted;
    jobs.delete(key);
    if ((standing === 'wanted' || askedHere) && !stopped) await again(integration);
  }

  /** Somebody asked, here or on another replica, while the run was at its end. */
  async function again({ workspaceId, id }: CloudIntegration): Promise<void> {
    try {
      const integration = await store.integrations.get(workspaceId, id);
      if (integration?.mode === 'cloud' && !integration.paused) await launch(integration, { asked: true });
    } catch (error) {
      log.warn(
        { err: error, workspaceId, integrationId: id },
        'A sync that was asked for waits for the next tick.',
      );
    }
  }

  function clientOf(integration: CloudIntegration): PagerDutyClient {
    const { id: integrationId, url } = integration;
    return connect({
      integrationId,
      url,
      apiKey: keyring.open(integration.apiKey, apiKeyContext(integration)),
    });
  }

  async function tick(): Promise<void> {
    for (const integration of await store.integrations.all()) {
      if (stopped) return;
      if (integration.mode !== 'cloud' || integration.paused) continue;
      const { refusedKey } = await store.sync.state(integration.workspaceId, integration.id);
      // A refused key stays refused: nothing is asked until there is another.
      if (refusedKey !== keyFingerprint(integration)) await launch(integration, { asked: false });
    }
  }

  /** Goes on with what a replica that died was doing. */
  async function takeUpFallen(): Promise<void> {
    for (const key of await leases.fallen()) {
      const id = integrationOf(key);
      if (id === null || stopped) continue;
      const integration = await store.integrations.get(key.workspaceId, id);
      if (integration?.mode === 'cloud' && !integration.paused) await launch(integration, { asked: true });
      else await leases.revoke(key);
    }
  }

  async function abort(concerned: readonly Job[]): Promise<void> {
    for (const { controller } of concerned) controller.abort();
    await Promise.all(concerned.map(({ done }) => done));
  }

  return {
    async syncNow(workspaceId, integrationId) {
      const integration = await store.integrations.get(workspaceId, integrationId);
      if (stopped) throw new Error('The app is shutting down.');
      if (integration?.mode !== 'cloud') return notHere();
      return integration.paused ? 'paused' : launch(integration, { asked: true });
    },

    async halt(workspaceId, integrationId) {
      const job = jobs.get(keyOf(workspaceId, integrationId));
      if (job !== undefined) await abort([job]);
      await leases.revoke(syncLease(workspaceId, integrationId));
      syncs.delete(keyOf(workspaceId, integrationId));
    },

    status: (workspaceId, integrationId) =>
      syncStatus(workspaceId, integrationId, {
        store,
        clock,
        progress: syncs.get(keyOf(workspaceId, integrationId))?.progress ?? null,
      }),

    async spotCheck(workspaceId, integrationId, number, signal) {
      const [integration, stored] = await Promise.all([
        store.integrations.get(workspaceId, integrationId),
        store.incidents.findByNumber(workspaceId, integrationId, number),
      ]);
      if (integration?.mode !== 'cloud') return notHere();
      return spotCheck(clientOf(integration), stored, signal);
    },

    async wantSeverities(workspaceId, integrationId) {
      const integration = await store.integrations.get(workspaceId, integrationId);
      if (integration?.mode !== 'cloud') return notHere();
      syncOf(integration).wantSeverities();
      if (integration.paused) return;
      await launch(integration, { asked: true });
      if (jobs.has(keyOf(workspaceId, integrationId))) return;
      // Another replica is at it and does not know of the wish: it is done here instead.
      await leases.revoke(syncLease(workspaceId, integrationId));
      await launch(integration, { asked: true });
    },

    subscribe,

    async idle() {
      while (jobs.size > 0) await Promise.all([...jobs.values()].map(({ done }) => done));
    },

    async start() {
      stopped = false;
      if (ticking.length === 0) ticking = [ticker(LOOKS_FOR_FALLEN, takeUpFallen), ticker(syncCron, tick)];
      await tick();
    },

    async stop() {
      stopped = true;
      for (const each of ticking) each.stop();
      ticking = [];
      await abort([...jobs.values()]);
    },
  };
}

function notHere(): never {
  throw new Error('This integration is not synced from here.');
}

function keyOf(workspaceId: string, integrationId: string): string {
  return JSON.stringify([workspaceId, integrationId]);
}

import { createHash } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import type { CloudIntegration, Integration } from '../domain/integration.ts';
import type { SyncRun } from '../domain/sync-run.ts';
import { apiKeyContext } from '../integrations/api-key-context.ts';
import type { Log } from '../log.ts';
import type { ConnectPagerDuty, PagerDutyClient } from '../pagerduty/client.ts';
import type { Ticker, Ticking } from '../schedule/ticker.ts';
import type { Keyring } from '../secrets/keyring.ts';
import type { Store } from '../store/store.ts';
import { failureOf } from './failure.ts';
import { filtersBySeverity } from './filters-by-severity.ts';
import { healthOf } from './health.ts';
import { IntegrationSync } from './integration-sync.ts';
import { noticesOf } from './notices.ts';
import { backgroundProgress, storedProgress } from './progress.ts';
import { spotCheck } from './spot-check.ts';
import { storeSink } from './store-sink.ts';
import type { Sync, SyncEvent } from './sync.ts';

export interface SyncOptions {
  readonly store: Pick<Store, 'integrations' | 'collections' | 'profiles' | 'incidents' | 'sync' | 'damage'>;
  readonly connect: ConnectPagerDuty;
  readonly keyring: Pick<Keyring, 'open'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Ids of runs. */
  readonly newId: () => string;
  /** `cronTicker(log)`, or a test's own. */
  readonly ticker: Ticker;
  readonly syncCron: string;
  /** How far back the first reading goes, 1 to 3650 days. */
  readonly backfillDays: number;
}

interface Job {
  readonly done: Promise<void>;
  readonly controller: AbortController;
}

/** Enough for a run every ten minutes over the 7 days that health looks at, twice. */
const RUNS_FOR_HEALTH = 2000;
const RUNS_SHOWN = 50;

/** The sync of all integrations of all workspaces: side by side, one run at a time for each. */
export function createSync(options: SyncOptions): Sync {
  const { store, connect, keyring, clock, log, newId, ticker, syncCron, backfillDays } = options;
  const listeners = new Set<(event: SyncEvent) => void>();
  const syncs = new Map<string, IntegrationSync>();
  const jobs = new Map<string, Job>();
  let ticking: Ticking | null = null;
  let stopped = false;

  function emit(event: SyncEvent): void {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        log.error({ err: error, kind: event.kind }, 'A listener of the sync failed.');
      }
    }
  }

  function syncOf({ workspaceId, id: integrationId }: Integration): IntegrationSync {
    const key = keyOf(workspaceId, integrationId);
    const known = syncs.get(key);
    if (known !== undefined) return known;
    const created = new IntegrationSync({
      sink: storeSink({ store, clock }, workspaceId, integrationId),
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

  /** Lets the integration be worked on; one that is already takes the request along. */
  function launch(integration: CloudIntegration): 'started' | 'already running' {
    const key = keyOf(integration.workspaceId, integration.id);
    const sync = syncOf(integration);
    sync.request();
    if (jobs.has(key)) return 'already running';
    const controller = new AbortController();
    const done = work(sync, integration, controller.signal).finally(() => jobs.delete(key));
    jobs.set(key, { done, controller });
    return 'started';
  }

  async function work(
    sync: IntegrationSync,
    integration: CloudIntegration,
    signal: AbortSignal,
  ): Promise<void> {
    const { workspaceId, id: integrationId } = integration;
    try {
      if (await filtersBySeverity(store, workspaceId, integrationId)) sync.wantSeverities();
      const client = clientOf(integration);
      await mend(sync, client, integration, signal);
      await sync.work(client, signal);
    } catch (error) {
      log.error({ err: error, workspaceId, integrationId }, 'A sync could not do its work.');
      await recordDefeat(workspaceId, integrationId, error);
    }
    try {
      if (!signal.aborted) await notify(integration);
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
  ): Promise<void> {
    for (const damage of await store.damage.list(workspaceId)) {
      if (damage.integrationId !== integrationId || signal.aborted) continue;
      const { outcome } = await sync.reread(client, damage.span, signal);
      if (outcome === 'succeeded') await store.damage.resolve(workspaceId, damage.id);
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

  /** Tells what the owner should know, once: remembered before it is told. */
  async function notify(integration: CloudIntegration): Promise<void> {
    const { workspaceId, id: integrationId, createdAt: connectedAt } = integration;
    const [before, runs] = await Promise.all([
      store.sync.state(workspaceId, integrationId),
      store.sync.runs(workspaceId, integrationId, RUNS_FOR_HEALTH),
    ]);
    const key = fingerprint(integration);
    const { notices, state } = noticesOf({ state: before, runs, now: clock.now(), connectedAt, key });
    if (state !== before) await store.sync.commit(workspaceId, integrationId, { state });
    for (const notice of notices) emit({ ...notice, workspaceId, integrationId });
  }

  /** What failed before or outside a run (a key that does not open, a full disk) is a failed run to the person. */
  async function recordDefeat(workspaceId: string, integrationId: string, error: unknown): Promise<void> {
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

  async function tick(): Promise<void> {
    for (const integration of await store.integrations.all()) {
      if (stopped) return;
      if (integration.mode !== 'cloud' || integration.paused) continue;
      const { refusedKey } = await store.sync.state(integration.workspaceId, integration.id);
      // A refused key stays refused: nothing is asked until there is another.
      if (refusedKey !== fingerprint(integration)) launch(integration);
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
      return integration.paused ? 'paused' : launch(integration);
    },

    async halt(workspaceId, integrationId) {
      const job = jobs.get(keyOf(workspaceId, integrationId));
      if (job !== undefined) await abort([job]);
      syncs.delete(keyOf(workspaceId, integrationId));
    },

    async status(workspaceId, integrationId) {
      const [integration, state, runs, incidents] = await Promise.all([
        store.integrations.get(workspaceId, integrationId),
        store.sync.state(workspaceId, integrationId),
        store.sync.runs(workspaceId, integrationId, RUNS_FOR_HEALTH),
        store.incidents.count(workspaceId, integrationId),
      ]);
      const key = keyOf(workspaceId, integrationId);
      const success = runs.find(({ kind, outcome }) => kind !== 'enrichment' && outcome === 'succeeded');
      return {
        health: healthOf(runs, clock.now(), { paused: integration?.paused ?? false }),
        running: jobs.has(key),
        coverage: state.coverage,
        backfill: syncs.get(key)?.progress ?? storedProgress(state),
        enrichment: backgroundProgress(state, state.enrichment),
        severities: backgroundProgress(state, state.severities),
        lastIngestedAt: success ? success.startedAt + success.duration : (state.coverage?.completeTo ?? null),
        incidents,
        runs: runs.slice(0, RUNS_SHOWN),
      };
    },

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
      if (!integration.paused) launch(integration);
    },

    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    async idle() {
      while (jobs.size > 0) await Promise.all([...jobs.values()].map(({ done }) => done));
    },

    async start() {
      stopped = false;
      ticking ??= ticker(syncCron, tick);
      await tick();
    },

    async stop() {
      stopped = true;
      ticking?.stop();
      ticking = null;
      await abort([...jobs.values()]);
    },
  };
}

function notHere(): never {
  throw new Error('This integration is not synced from here.');
}

/** Tells one sealed key from another, and nothing of what is in it. */
function fingerprint({ apiKey }: CloudIntegration): string {
  return createHash('sha256').update(apiKey).digest('hex').slice(0, 16);
}

function keyOf(workspaceId: string, integrationId: string): string {
  return JSON.stringify([workspaceId, integrationId]);
}

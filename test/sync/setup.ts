import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY } from '../../src/domain/duration.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { CloudIntegration } from '../../src/domain/integration.ts';
import { apiKeyContext } from '../../src/integrations/api-key-context.ts';
import { createLog } from '../../src/log.ts';
import { type ConnectOptions, connectPagerDuty } from '../../src/pagerduty/connect-pagerduty.ts';
import { sleep } from '../../src/pagerduty/sleep.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Store } from '../../src/store/store.ts';
import { createSync, type SyncOptions } from '../../src/sync/create-sync.ts';
import type { SyncEvent } from '../../src/sync/sync.ts';
import { type PagerDutySimulation, startPagerDuty } from '../simulators/pagerduty/start.ts';
import { connectedIntegration } from './connected-integration.ts';

/** 2026-11-20T10:00:00Z */
export const NOW: Instant = 1_795_168_800;
export const WORKSPACE = 'T1';
export const INTEGRATION = 'i1';
const SYNC_CRON = '*/10 * * * *';

export type Setup = Awaited<ReturnType<typeof setup>>;

/**
 * A simulated PagerDuty, a store in a folder of its own, and a sync between them that ticks by hand.
 *
 * Simulator and sync share one clock, which stands still unless a test moves it. `await using` cleans up.
 */
export async function setup(
  simulation: PagerDutySimulation = {},
  options: Partial<SyncOptions> = {},
  connection: Partial<ConnectOptions> = {},
) {
  const time = { now: NOW };
  const clock = { now: () => time.now };
  const pagerduty = await startPagerDuty({ clock, ratePerMinute: 100_000, ...simulation });
  const dataDir = await mkdtemp(join(tmpdir(), 'sei-sync-'));
  const keyring = createKeyring({ current: randomBytes(32) });
  const log = createLog('silent');
  // Retries wait as long as they should in production; nobody needs to wait for them here.
  let skipped = 0;
  const connect = connectPagerDuty({
    clock,
    elapsed: () => performance.now() + skipped,
    sleep: async (milliseconds, signal) => {
      const waited = Math.min(milliseconds, 5);
      await sleep(waited, signal);
      skipped += milliseconds - waited;
    },
    ...connection,
  });

  const sealed = (apiKey: string) =>
    keyring.seal(apiKey, apiKeyContext({ workspaceId: WORKSPACE, id: INTEGRATION }));
  const integration: CloudIntegration = connectedIntegration(pagerduty, keyring, {
    workspaceId: WORKSPACE,
    id: INTEGRATION,
    createdAt: NOW,
  });

  /** What a process has: started over it finds what the one before left in the folder. */
  async function boot(wrap: (store: Store) => Store = (store) => store, changed: Partial<SyncOptions> = {}) {
    const store = wrap(await openJsonStore({ dataDir }));
    const events: SyncEvent[] = [];
    let task: (() => Promise<void>) | null = null;
    const sync = createSync({
      store,
      connect,
      keyring,
      clock,
      log,
      newId: randomUUID,
      ticker: (expression, scheduled) => {
        if (expression === SYNC_CRON) task = scheduled;
        return { stop: () => (task = null) };
      },
      owner: randomUUID(),
      syncCron: SYNC_CRON,
      backfillDays: 200,
      ...options,
      ...changed,
    });
    sync.subscribe((event) => events.push(event));
    return {
      store,
      sync,
      events,
      /** The cron's time has come; resolves when all that it set off is done. */
      async tick() {
        await task?.();
        await sync.idle();
      },
      async shutDown() {
        await sync.stop();
        await store.close();
      },
    };
  }

  return {
    pagerduty,
    time,
    integration,
    sealed,
    boot,
    async [Symbol.asyncDispose]() {
      await pagerduty.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Everything the store holds, in the simulator's order. */
export async function stored(store: Store): Promise<Incident[]> {
  const span = { start: 0, end: 4_000_000_000 };
  const table = await store.incidents.window(WORKSPACE, { integrationIds: null, track: 'created', span });
  const ids = Array.from({ length: table.length }, (_, row) => table.id(row));
  return [...(await store.incidents.get(WORKSPACE, INTEGRATION, ids))].sort(byCreation);
}

/**
 * What the store should hold once everything is read: what was created from the floor on, was open or resolved after it,
 * with what its log tells; severities only where they are wanted.
 */
export function truth(
  { pagerduty }: Pick<Setup, 'pagerduty'>,
  { days = 200, severities = false }: { days?: number; severities?: boolean } = {},
): Incident[] {
  const floor = NOW - days * DAY;
  return (
    pagerduty
      .truth(INTEGRATION, { enriched: true })
      .filter(({ createdAt, resolvedAt }) => createdAt >= floor || resolvedAt === null || resolvedAt >= floor)
      .map((incident) => (severities ? incident : { ...incident, severities: null }))
      // What lies open from before the floor is not read back to its beginning until something happens to it.
      .map((incident) =>
        incident.createdAt < floor && incident.resolvedAt === null
          ? { ...incident, enrichment: null }
          : incident,
      )
      .sort(byCreation)
  );
}

function byCreation(one: Incident, other: Incident): number {
  return one.createdAt - other.createdAt || one.number - other.number;
}

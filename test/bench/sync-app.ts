import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/domain/clock.ts';
import type { CloudIntegration } from '../../src/domain/integration.ts';
import { createLog } from '../../src/log.ts';
import { connectPagerDuty } from '../../src/pagerduty/connect-pagerduty.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Store } from '../../src/store/store.ts';
import { createSync } from '../../src/sync/create-sync.ts';
import type { SyncEvent } from '../../src/sync/sync.ts';
import type { ForkedPagerDuty } from '../simulators/pagerduty/fork.ts';
import { connectedIntegration } from '../sync/connected-integration.ts';

export const WORKSPACE = 'T1';
export const INTEGRATION = 'i1';

/** The sync as the app has it, with the machine's clock, its own store in a folder of its own, and no schedule. */
export async function startSync(pagerduty: ForkedPagerDuty, { backfillDays }: { backfillDays: number }) {
  const dataDir = await mkdtemp(join(tmpdir(), 'sei-bench-'));
  const store = await openJsonStore({ dataDir });
  const keyring = createKeyring({ current: randomBytes(32) });
  const log = createLog('silent');
  const sync = createSync({
    store,
    connect: connectPagerDuty({ clock: systemClock }),
    keyring,
    clock: systemClock,
    log,
    newId: randomUUID,
    owner: randomUUID(),
    ticker: () => ({ stop: () => {} }),
    syncCron: '*/10 * * * *',
    backfillDays,
  });
  const integration: CloudIntegration = connectedIntegration(pagerduty, keyring, {
    workspaceId: WORKSPACE,
    id: INTEGRATION,
    createdAt: systemClock.now(),
  });
  await store.integrations.save(integration);
  return {
    store,
    sync,
    /** Begins, and resolves with the seconds until the next run of that kind has ended. Throws where it failed. */
    async run(kind: (SyncEvent & { kind: 'run' })['run']['kind']): Promise<number> {
      const began = performance.now();
      const ended = new Promise<void>((done, failed) => {
        const end = sync.subscribe((event) => {
          if (event.kind !== 'run') return;
          if (event.run.outcome === 'failed') failed(new Error(event.run.failure?.sentence));
          if (event.run.kind !== kind) return;
          end();
          done();
        });
      });
      await sync.syncNow(WORKSPACE, INTEGRATION);
      await ended;
      return (performance.now() - began) / 1000;
    },
    async stop() {
      await sync.stop();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Ids of all incidents in the store. */
export async function storedIds(store: Store): Promise<string[]> {
  const span = { start: 0, end: 4_000_000_000 };
  const table = await store.incidents.window(WORKSPACE, { integrationIds: null, track: 'created', span });
  return Array.from({ length: table.length }, (_, row) => table.id(row));
}

import { randomUUID } from 'node:crypto';
import { systemClock } from '../../src/domain/clock.ts';
import { createLog } from '../../src/log.ts';
import { connectPagerDuty } from '../../src/pagerduty/connect-pagerduty.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { createSync } from '../../src/sync/create-sync.ts';

/** `sync-child.ts <data folder> <key, base64>`: syncs what it finds there, a run every 500 ms, until it is killed. */
const SYNC_CRON = '*/10 * * * *';
const [, , dataDir = '', key = ''] = process.argv;

const store = await openJsonStore({ dataDir });
let tick: (() => Promise<void>) | null = null;
let timer: NodeJS.Timeout | undefined;
const sync = createSync({
  store,
  connect: connectPagerDuty({ clock: systemClock }),
  keyring: createKeyring({ current: Buffer.from(key, 'base64') }),
  clock: systemClock,
  log: createLog('silent'),
  newId: randomUUID,
  owner: randomUUID(),
  ticker: (expression, task) => {
    if (expression !== SYNC_CRON) return { stop: () => {} };
    tick = task;
    timer = setInterval(() => void task(), 500);
    return { stop: () => clearInterval(timer) };
  },
  syncCron: SYNC_CRON,
  backfillDays: 200,
});

/** Asked to finish, it does what is left, with one more run at the end, and goes. */
process.on('message', async () => {
  clearInterval(timer);
  await sync.idle();
  await tick?.();
  await sync.idle();
  await sync.stop();
  await store.close();
  process.disconnect();
});

await sync.start();
process.send?.('started');

import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { hashOfKey, newKey, newSatelliteId } from '../../src/satellite/fleet/satellite-key.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { startProcess } from '../e2e/process.ts';
import { type Slack, startSlack } from '../simulators/slack/slack.ts';
import { satelliteIntegration } from '../slack/satellites/fake-satellites.ts';
import { satellite } from '../store/satellite-records.ts';
import { type Bench, percentile } from './bench.ts';
import type { IntakeOrders } from './intake-child.ts';

const SATELLITES = 20;
const BATCHES = 16;
/** A backfill brings 1,600 incidents a second where PagerDuty's limit is all that holds it up. */
const APART = 625;
const PER_SECOND = 40;
const Taken = z.object({ taken: z.number(), bytes: z.number() });

/** Acknowledgement times in milliseconds, a command every 25 ms for as long as it takes. */
async function acknowledgements(slack: Slack, milliseconds: number): Promise<number[]> {
  const bob = slack.person('bob');
  const words = ['help', 'status', 'list', 'help'];
  for (const word of words) await bob.command('/sei-pagerduty', word);
  const sent: Promise<number>[] = [];
  const began = performance.now();
  for (let index = 0; performance.now() - began < milliseconds; index++) {
    sent.push(
      bob.command('/sei-pagerduty', words[index % words.length] ?? '').then(({ ack }) => ack.milliseconds),
    );
    await pause(Math.max(0, began + ((index + 1) * 1000) / PER_SECOND - performance.now()));
  }
  return Promise.all(sent);
}

/** Accounts that satellites read, and satellites whose keys are known. */
async function prepare(dataDir: string, tenant: string): Promise<IntakeOrders['satellites']> {
  const store = await openJsonStore({ dataDir });
  const known = [];
  for (let index = 0; index < SATELLITES; index++) {
    const integrationId = `plant-${index}`;
    const id = newSatelliteId(randomBytes);
    const key = newKey('satellite', id, randomBytes);
    await store.integrations.save(
      satelliteIntegration({ workspaceId: tenant, id: integrationId, name: `Plant ${index}` }),
    );
    await store.satellites.save(
      satellite({ workspaceId: tenant, id, secret: hashOfKey(key), integrationIds: [integrationId] }),
    );
    known.push({ key, integrationId });
  }
  await store.close();
  return known;
}

/** How long Slack waits while satellites fill the store. */
export const intakeBench: Bench = {
  name: `intake: ${SATELLITES} satellites in the middle of their backfills, ${(SATELLITES * 1_000_000) / APART / 1000} thousand incidents a second`,
  run: async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sei-bench-'));
    const slack = await startSlack();
    try {
      const satellites = await prepare(dataDir, slack.team.id);
      const app = await startProcess({
        PATH: process.env.PATH ?? '',
        PORT: '0',
        DATA_DIR: dataDir,
        SLACK_API_URL: slack.url,
        SLACK_BOT_TOKEN: slack.botToken,
        SLACK_SIGNING_SECRET: slack.signingSecret,
      });
      slack.setAppUrl(app.url);
      const child = fork(resolve(import.meta.dirname, 'intake-child.ts'));
      try {
        const orders: IntakeOrders = {
          url: app.url,
          tenant: slack.team.id,
          satellites,
          batches: BATCHES,
          pause: APART,
        };
        child.send(orders);
        await once(child, 'message');
        const quiet = await acknowledgements(slack, 5_000);
        const done = once(child, 'message');
        const began = performance.now();
        child.send('go');
        const busy = await acknowledgements(slack, BATCHES * APART);
        const [told] = await done;
        const seconds = (performance.now() - began) / 1000;
        const { taken, bytes } = Taken.parse(told);
        return [
          {
            measure: 'acknowledgement meanwhile, p99',
            value: percentile(busy, 0.99),
            unit: 'ms',
            reach: 100,
            reference: { name: 'without satellites', value: percentile(quiet, 0.99) },
          },
          {
            measure: 'acknowledgement meanwhile, median',
            value: percentile(busy, 0.5),
            unit: 'ms',
            reference: { name: 'without satellites', value: percentile(quiet, 0.5) },
          },
          { measure: 'batches refused', value: SATELLITES * BATCHES - taken, unit: '', reach: 0 },
          {
            measure: 'time for all batches',
            value: seconds,
            unit: 's',
            reference: { name: 'their own pace', value: (BATCHES * APART) / 1000 },
          },
          { measure: 'on the wire, for 1,000 incidents', value: bytes / taken / 1e6, unit: 'MB' },
        ];
      } finally {
        child.kill();
        await app.kill('SIGTERM');
      }
    } finally {
      await slack.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

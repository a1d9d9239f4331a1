import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { instantOf } from '../../src/domain/instant.ts';
import type { CloudIntegration } from '../../src/domain/integration.ts';
import { apiKeyContext } from '../../src/integrations/api-key-context.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { startProcess } from '../e2e/process.ts';
import { type ForkedPagerDuty, forkPagerDuty } from '../simulators/pagerduty/fork.ts';
import { form } from '../simulators/slack/bodies.ts';
import { deliver } from '../simulators/slack/sender.ts';
import { type Bench, type Figure, percentile } from './bench.ts';
import { BENCH_WORKSPACE, fill } from './population.ts';

const SIZE = 100_000;
const SERVICES = 5_000;
const PER_SECOND = 100;
const COMMANDS = 2_000;
const WARM_UP = 100;
const MENUS = 200;
const SECRET = 'b'.repeat(32);

/** Half questions over everything stored, half commands that read little. */
const LINES = [
  ['/sei-mttr', 'last=30d'],
  ['/sei-pagerduty', 'help'],
  ['/sei-mttr', 'service=service-3 last=90d'],
  ['/sei-pagerduty', 'status Production'],
] as const;

/** What the surfaces of the running app take to acknowledge, while another account is being backfilled. */
export const slackBench: Bench = {
  name: `acknowledgement at ${PER_SECOND} commands a second over ${SIZE.toLocaleString('en-GB')} incidents, and menus over ${SERVICES.toLocaleString('en-GB')} services, while a sync runs`,
  run: async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sei-bench-'));
    const mute = await startMute();
    const pagerduty = await forkPagerDuty({ seed: 3, incidents: 200_000, months: 12, latency: 40 });
    const key = randomBytes(32);
    try {
      await prepare(dataDir, pagerduty, key);
      const app = await startProcess({
        PATH: process.env.PATH ?? '',
        PORT: '0',
        DATA_DIR: dataDir,
        ENCRYPTION_KEY: key.toString('base64'),
        SLACK_API_URL: `${mute.url}/api/`,
        SLACK_BOT_TOKEN: 'xoxb-bench',
        SLACK_SIGNING_SECRET: SECRET,
        PAGERDUTY_ALLOWED_ORIGINS: new URL(pagerduty.url).origin,
      });
      try {
        return await figures(`${app.url}/slack/events`, mute.url);
      } finally {
        await app.kill('SIGKILL');
      }
    } finally {
      await pagerduty.stop();
      mute.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

async function figures(url: string, slackUrl: string): Promise<readonly Figure[]> {
  const ask = (index: number) => {
    const [command, words] = LINES[index % LINES.length] ?? LINES[0];
    return send(url, slackUrl, command, words);
  };
  // What runs for the first time is compiled first: how long that takes is the start's bench to say.
  await steadily(WARM_UP, PER_SECOND / 4, ask);
  const commands = await steadily(COMMANDS, PER_SECOND, ask);
  const menus = await steadily(MENUS, 20, (index) => suggest(url, `service-${index * 17}`));
  return [
    { measure: 'acknowledgement, p99', value: percentile(commands, 0.99), unit: 'ms', reach: 100 },
    { measure: 'acknowledgement, median', value: percentile(commands, 0.5), unit: 'ms' },
    { measure: 'menu of services, p99', value: percentile(menus, 0.99), unit: 'ms', reach: 100 },
    { measure: 'menu of services, median', value: percentile(menus, 0.5), unit: 'ms' },
  ];
}

/** Milliseconds of each, sent at a steady rate whether or not the last one was answered. */
async function steadily(
  count: number,
  perSecond: number,
  work: (index: number) => Promise<number>,
): Promise<number[]> {
  const sent: Promise<number>[] = [];
  const began = performance.now();
  for (let index = 0; index < count; index++) {
    sent.push(work(index));
    await pause(Math.max(0, began + ((index + 1) * 1000) / perSecond - performance.now()));
  }
  return Promise.all(sent);
}

async function send(url: string, slackUrl: string, command: string, text: string): Promise<number> {
  const body = form('command', {
    command,
    text,
    team_id: BENCH_WORKSPACE,
    user_id: 'UBENCH',
    channel_id: 'C1',
    response_url: `${slackUrl}/response`,
    trigger_id: 't',
    is_enterprise_install: 'false',
  });
  return acknowledged(url, body);
}

async function suggest(url: string, value: string): Promise<number> {
  const body = form('interactive', {
    type: 'block_suggestion',
    action_id: 'collection_form_values',
    block_id: 'values_0_service_pick',
    value,
    team: { id: BENCH_WORKSPACE },
    user: { id: 'UBENCH', team_id: BENCH_WORKSPACE },
    container: { type: 'view', view_id: 'V1' },
    view: { private_metadata: '', state: { values: {} } },
  });
  return acknowledged(url, body);
}

async function acknowledged(url: string, body: string): Promise<number> {
  const timestamp = Math.floor(Date.now() / 1000);
  const { status, milliseconds } = await deliver(url, body, { secret: SECRET, timestamp });
  if (status !== 200) throw new Error(`The app answered ${status}.`);
  return milliseconds;
}

/** An account with everything to ask about, and another that is to be backfilled. */
async function prepare(dataDir: string, pagerduty: ForkedPagerDuty, key: Buffer): Promise<void> {
  const now = instantOf(new Date());
  const store = await openJsonStore({ dataDir });
  await fill(store, SIZE, now);
  const directory = await store.incidents.directory(BENCH_WORKSPACE, 'bench');
  const services = Array.from({ length: SERVICES }, (_, index) => ({
    id: `PSVC${index}`,
    name: `service-${index}`,
    status: 'active',
    autoResolveTimeout: null,
    deletedAt: null,
  }));
  await store.sync.commit(BENCH_WORKSPACE, 'bench', { directory: { ...directory, services } });
  const [production] = await store.integrations.list(BENCH_WORKSPACE);
  if (production?.mode !== 'cloud') throw new Error('The filled store holds no account.');
  const other = { workspaceId: BENCH_WORKSPACE, id: 'loading' };
  const keyring = createKeyring({ current: key, previous: [] });
  const loading: CloudIntegration = {
    ...production,
    ...other,
    name: 'Loading',
    url: pagerduty.url,
    paused: false,
    apiKey: keyring.seal(pagerduty.apiKey, apiKeyContext(other)),
  };
  await store.integrations.save(loading);
  await store.close();
}

function startMute(): Promise<{ url: string; stop: () => void }> {
  const child = fork(resolve(import.meta.dirname, 'mute-slack.ts'));
  return new Promise((found) => {
    child.once('message', (port) => found({ url: `http://127.0.0.1:${port}`, stop: () => child.kill() }));
  });
}

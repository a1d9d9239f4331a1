import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { createLog } from '../../src/log.ts';
import { connectPagerDuty } from '../../src/pagerduty/connect-pagerduty.ts';
import { CommitAnswer } from '../../src/satellite/protocol/batch.ts';
import { OpenAnswer, StateAnswer } from '../../src/satellite/protocol/state.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { IntegrationSync } from '../../src/sync/integration-sync.ts';
import type { SyncSink } from '../../src/sync/sink.ts';
import { readSatelliteFile, TestSatellite } from '../satellite/test-satellite.ts';
import type { View } from '../simulators/slack/views.ts';
import { openConnectForm, type Stage, startStage } from '../simulators/stage.ts';

const TICK = 'Only our network reaches PagerDuty (satellite; no key here)';

let stage: Stage;
let satellite: TestSatellite;
let integrationId: string;

beforeAll(async () => {
  stage = await startStage({
    pagerduty: { seed: 3, incidents: 300, months: 3 },
    environment: {
      PUBLIC_URL: 'https://sei.example.com',
      LOG_LEVEL: 'trace',
      // The app itself may not go there.
      PAGERDUTY_ALLOWED_ORIGINS: '',
    },
  });
  await connectPlant();
  const file = await stage.slack.until(() =>
    stage.slack.files().find(({ name }) => name === 'satellite.yml'),
  );
  satellite = TestSatellite.of(stage.url, file.data);
  integrationId = readSatelliteFile(file.data).integrations[0]?.id ?? '';
  await satellite.enrol();
  await satellite.heartbeat();
});

afterAll(() => stage.stop());

/** Alice types the key, then ticks the satellite, and saves. */
async function connectPlant(): Promise<void> {
  const { slack, pagerduty } = stage;
  const alice = slack.person('alice');
  const filled = await alice.fill(await openConnectForm(stage), {
    name: 'Plant',
    region: 'other',
    url: pagerduty.url,
    username: 'dana@example.com',
    apiKey: pagerduty.apiKey,
  });
  await alice.select(filled, 'satellite', [TICK]);
  const ticked = await slack.until<View>(() => {
    const top = slack.modals('alice').at(-1);
    return top && !top.blocks.some(({ block_id }) => block_id === 'apiKey') ? top : null;
  });
  const sent = await alice.submit(ticked);
  expect(sent.errors).toEqual({});
  await alice.close();
}

/** The sink of a satellite, as the protocol describes it. */
function sinkOf(token: number): SyncSink {
  let number = 0;
  return {
    state: async () =>
      StateAnswer.parse((await satellite.ask('/state', { integrationId, token })).body).state,
    openIds: async () => OpenAnswer.parse((await satellite.ask('/open', { integrationId, token })).body).ids,
    commit: async (batch) => {
      number += 1;
      const first = await satellite.commit({ token, number }, batch);
      // Every batch comes twice, as if the answer had been lost.
      await satellite.commit({ token, number }, batch);
      return CommitAnswer.parse(first.body);
    },
  };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  const paths = entries.map((entry) => join(folder, entry));
  const kinds = await Promise.all(paths.map((path) => stat(path)));
  return paths.filter((_, index) => kinds[index]?.isFile());
}

test('the file names the account, the place of the app, and no key', () => {
  const [integration] = readSatelliteFile(stage.slack.files()[0]?.data ?? '').integrations;
  expect(integration).toMatchObject({
    url: stage.pagerduty.url,
    username: 'dana@example.com',
    api_key: '<PAGERDUTY_API_KEY>',
  });
});

test('a sync through the intake ends with the truth in the store, and says so in Slack', async () => {
  const { pagerduty, slack } = stage;
  const log = createLog('silent');
  const sync = new IntegrationSync({
    sink: sinkOf(await satellite.claim()),
    clock: systemClock,
    newId: randomUUID,
    log,
    backfillDays: 365,
    onProgress: () => {},
    onRun: () => {},
  });
  const client = connectPagerDuty({ clock: systemClock })({
    integrationId,
    url: pagerduty.url,
    apiKey: pagerduty.apiKey,
  });
  sync.request();
  await sync.work(client, new AbortController().signal);

  const ready = await slack.until(() =>
    slack.messages('alice').find(({ text }) => text.includes('is ready')),
  );
  const truth = pagerduty.truth(integrationId);
  expect(ready.text).toContain(`Plant is ready: ${truth.length} incidents`);
  const answer = await (await slack.person('bob').command('/sei-mttr', 'last=90d')).reply();
  expect(answer.text).toContain('MTTR');
  const status = await (await slack.person('alice').command('/sei-pagerduty', 'status Plant')).reply();
  expect(status.text).toContain('HEALTHY');
  expect(JSON.stringify(status.blocks)).toContain(satellite.id);

  await stage.restart(async () => {
    const store = await openJsonStore({ dataDir: stage.dataDir });
    const ids = truth.map(({ id }) => id);
    const stored = await store.incidents.get(slack.team.id, integrationId, ids);
    expect(stored.map((incident) => ({ ...incident, enrichment: null }))).toEqual(truth);
    await store.close();
  });
});

test('the PagerDuty key is nowhere on the app’s side: no file, log line, message or view', async () => {
  const files = await filesBelow(stage.dataDir);
  expect(files.length).toBeGreaterThan(0);
  const contents = await Promise.all(files.map((path) => readFile(path)));
  // The search finds what is there.
  expect(contents.some((content) => content.includes('dana@example.com'))).toBe(true);
  for (const secret of [stage.pagerduty.apiKey, satellite.key]) {
    for (const [index, content] of contents.entries())
      expect(content.includes(secret), files[index]).toBe(false);
    expect(stage.logged()).not.toContain(secret);
    expect(stage.slack.leaks(secret)).toEqual([]);
  }
});

test('what a workspace leaves behind has no satellite: the key is refused', async () => {
  satellite.url = stage.url;
  expect((await satellite.heartbeat()).status).toBe(200);
  await stage.slack.event({ type: 'app_uninstalled' });
  await stage.slack.until(() => stage.logged().includes('The app was removed'));
  expect((await satellite.heartbeat()).code).toBe('unknown_key');
});

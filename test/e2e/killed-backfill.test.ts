import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { type PagerDutySimulator, startPagerDuty } from '../simulators/pagerduty/start.ts';
import { type Slack, startSlack } from '../simulators/slack/slack.ts';
import { connectForm, openConnectForm, stageEnvironment } from '../simulators/stage.ts';
import { startProcess } from './process.ts';

let dataDir: string;
let slack: Slack;
let pagerduty: PagerDutySimulator;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sei-killed-'));
  [slack, pagerduty] = await Promise.all([
    startSlack(),
    startPagerDuty({ seed: 5, incidents: 3_000, months: 6, latency: 30 }),
  ]);
});
afterEach(async () => {
  await Promise.all([slack.stop(), pagerduty.stop()]);
  await rm(dataDir, { recursive: true, force: true });
});

async function start() {
  const app = await startProcess({ ...stageEnvironment(slack, pagerduty, dataDir), BACKFILL_DAYS: '200' });
  slack.setAppUrl(app.url);
  return app;
}

test('an app killed in the middle of a backfill keeps its configuration, finishes at the next start, and the numbers equal the truth', async () => {
  let app = await start();
  try {
    const sent = await slack
      .person('alice')
      .submit(await openConnectForm({ slack }), connectForm({ pagerduty }));
    expect(sent.errors).toEqual({});

    await slack.until(() => pagerduty.requests.filter(({ path }) => path === '/incidents').length > 15);
    await app.kill('SIGKILL');
    const asked = pagerduty.requests.length;

    app = await start();
    await slack.until(() => slack.messages('alice').at(-1)?.text.includes('is ready'), 15_000);
    expect(pagerduty.requests.length).toBeGreaterThan(asked);
  } finally {
    await app.kill('SIGTERM');
  }

  const store = await openJsonStore({ dataDir });
  try {
    const [integration] = await store.integrations.all();
    const { workspaceId = '', id = '' } = integration ?? {};
    const truth = pagerduty.truth(id);
    const stored = await store.incidents.get(
      workspaceId,
      id,
      truth.map((incident) => incident.id),
    );
    // What log entries tell comes behind, and may be on its way by now.
    expect(stored.map((incident) => ({ ...incident, enrichment: null }))).toEqual(truth);
    expect(await store.incidents.count(workspaceId, id)).toBe(truth.length);
  } finally {
    await store.close();
  }
}, 60_000);

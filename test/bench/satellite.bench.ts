import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DAY } from '../../src/domain/duration.ts';
import { instantOf } from '../../src/domain/instant.ts';
import { satelliteFile } from '../../src/satellite/fleet/satellite-file.ts';
import { hashOfKey, newKey, newSatelliteId } from '../../src/satellite/fleet/satellite-key.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { startProcess } from '../e2e/process.ts';
import { run } from '../firewall/process-under-test.ts';
import { type ForkedPagerDuty, forkPagerDuty } from '../simulators/pagerduty/fork.ts';
import { startSlack } from '../simulators/slack/slack.ts';
import { satelliteIntegration } from '../slack/satellites/fake-satellites.ts';
import type { Bench, Figure } from './bench.ts';
import { type Relay, startRelay } from './relay.ts';
import { startSync } from './sync-app.ts';

const INCIDENTS = 50_000;
const DAYS = 180;
const LATENCY = 60;
const ACCOUNT = 'plant';
const MEGABYTE = 1024 * 1024;
const HALF_AN_HOUR = 1_800_000;

/**
 * The first sync of {@link syncBench} through a satellite: agent, app and simulator in a process each, relays between them
 * that count bytes. Beside it the same sync by the app itself.
 */
export const satelliteBench: Bench = {
  name: `satellite: a first sync of ${INCIDENTS} incidents in ${DAYS} days at ${LATENCY} ms latency`,
  run: async () => {
    const pagerduty = await forkPagerDuty({
      incidents: INCIDENTS,
      months: DAYS / 30,
      latency: LATENCY,
      ratePerMinute: 100_000,
    });
    try {
      // The simulator makes most of its answers when they are asked for the first time.
      await direct(pagerduty);
      const reference = await direct(pagerduty);
      return await throughSatellite(pagerduty, reference);
    } finally {
      await pagerduty.stop();
    }
  },
};

async function direct(pagerduty: ForkedPagerDuty): Promise<number> {
  const app = await startSync(pagerduty, { backfillDays: DAYS });
  try {
    return await app.run('backfill');
  } finally {
    await app.stop();
  }
}

async function throughSatellite(pagerduty: ForkedPagerDuty, reference: number): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sei-bench-'));
  const dataDir = join(folder, 'data');
  const slack = await startSlack();
  const towardsPagerDuty = await startRelay(Number(new URL(pagerduty.url).port));
  try {
    const enrolmentKey = await prepare(dataDir, slack.team.id);
    const app = await startProcess({
      PATH: process.env.PATH ?? '',
      PORT: '0',
      DATA_DIR: dataDir,
      BACKFILL_DAYS: String(DAYS),
      SLACK_API_URL: slack.url,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
    });
    const towardsApp = await startRelay(Number(new URL(app.url).port));
    const path = join(folder, 'satellite.yml');
    const integration = {
      id: ACCOUNT,
      name: 'Plant',
      url: `http://127.0.0.1:${towardsPagerDuty.port}`,
      username: '',
    };
    const publicUrl = `http://127.0.0.1:${towardsApp.port}`;
    const file = satelliteFile({
      workspaceId: slack.team.id,
      enrolmentKey,
      publicUrl,
      integrations: [integration],
    });
    await writeFile(path, file.replace('<PAGERDUTY_API_KEY>', pagerduty.apiKey), { mode: 0o600 });
    // As a service of docs/satellite.md, and not for the first time: what a first start compiles is no part of the work.
    const command = ['--max-semi-space-size=2', resolve('bin/satellite.mjs')];
    await run(process.execPath, [...command, '--version']).ended;
    const agent = run(process.execPath, [...command, '--config', path], { MALLOC_ARENA_MAX: '2' });
    try {
      await agent.said(/works on the integration now/);
      const began = performance.now();
      await agent.said(/"kind":"backfill".*A run succeeded/, { within: HALF_AN_HOUR });
      const seconds = (performance.now() - began) / 1000;
      const bytes = share(towardsApp, towardsPagerDuty);
      // Log entries of history are the most that it ever holds.
      await agent.said(/"kind":"enrichment".*A run succeeded/, { within: HALF_AN_HOUR });
      const memory = await peakMemory(agent.pid);
      await agent.end();
      await app.kill('SIGTERM');
      return [
        { measure: 'time, to that of the app’s own sync', value: seconds / reference, unit: '×', reach: 1.3 },
        {
          measure: 'time',
          value: seconds,
          unit: 's',
          reference: { name: 'the app’s own', value: reference },
        },
        { measure: 'bytes to and from the app, of the JSON fetched', value: bytes, unit: '%', reach: 15 },
        { measure: 'memory of the satellite, at most', value: memory, unit: 'MB', reach: 150 },
        {
          measure: 'incidents missing or wrong',
          value: await wrong(pagerduty, dataDir, slack.team.id),
          unit: '',
          reach: 0,
        },
      ];
    } finally {
      await agent.end('SIGKILL');
      await app.kill('SIGTERM');
      await towardsApp.stop();
    }
  } finally {
    await towardsPagerDuty.stop();
    await slack.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** An account that a satellite reads, and a key that enrols one. */
async function prepare(dataDir: string, workspaceId: string): Promise<string> {
  const store = await openJsonStore({ dataDir });
  const id = newSatelliteId(randomBytes);
  const key = newKey('enrolment', id, randomBytes);
  const now = instantOf(new Date());
  await store.integrations.save(satelliteIntegration({ workspaceId, id: ACCOUNT, name: 'Plant' }));
  await store.satellites.saveEnrolment({
    workspaceId,
    id,
    secret: hashOfKey(key),
    integrationIds: [ACCOUNT],
    createdAt: now,
    createdBy: 'U1',
    expiresAt: now + DAY,
  });
  await store.close();
  return key;
}

function share(towardsApp: Relay, towardsPagerDuty: Relay): number {
  const { sent, received } = towardsApp.counts();
  return (100 * (sent + received)) / towardsPagerDuty.counts().received;
}

/** The most memory that a process ever held. */
async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return (Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1024) / MEGABYTE;
}

async function wrong(pagerduty: ForkedPagerDuty, dataDir: string, workspaceId: string): Promise<number> {
  const store = await openJsonStore({ dataDir });
  try {
    const { coverage } = await store.sync.state(workspaceId, ACCOUNT);
    const truth = (await pagerduty.ask('truth', ACCOUNT, false)).filter(
      ({ createdAt }) => createdAt >= (coverage?.coveredFrom ?? 0),
    );
    const stored = await store.incidents.get(
      workspaceId,
      ACCOUNT,
      truth.map(({ id }) => id),
    );
    const found = new Map(
      stored.map((incident) => [incident.id, { ...incident, enrichment: null, severities: null }]),
    );
    return truth.filter((incident) => !isDeepStrictEqual(found.get(incident.id), incident)).length;
  } finally {
    await store.close();
  }
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { beforeEach, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/duration.ts';
import { addGauges } from '../../src/http/gauges.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import type { SlotKey } from '../../src/store/slot-ledger.ts';
import { instant } from '../fixtures/incident.ts';
import { integration } from '../store/records.ts';

const NOON = instant('2026-11-23T12:00Z');

let now = NOON;
let asked: string[] = [];
let unfinished: SlotKey[] = [];
let pending: SlotKey[] = [];
let isDown = false;
let registry = new Registry();
beforeEach(() => {
  now = NOON;
  asked = [];
  unfinished = [];
  pending = [];
  isDown = false;
  registry = new Registry();
  addGauges(registry, {
    store: {
      health: () => ({ problem: null }) as never, // no more of it is looked at
      integrations: {
        async all() {
          asked.push('accounts');
          if (isDown) throw new Error('The database is away.');
          return [integration(), integration({ id: 'i2', paused: true })];
        },
      },
      sync: {
        async state() {
          asked.push('state');
          return { coverage: { completeTo: NOON - HOUR } } as never; // no more of it is looked at
        },
      },
      slots: {
        async unfinished() {
          asked.push('slots');
          return unfinished;
        },
      },
    },
    clock: { now: () => now },
    workInFlight: () => 0,
    pendingDigests: () => pending,
  });
});

const value = async (name: string, of = registry) =>
  Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await of.metrics())?.[1]);

test('the lag grows between two scrapes, though the store is asked once in 15 seconds', async () => {
  expect(await value('sei_sync_lag_seconds')).toBe(HOUR);
  now += 14;
  expect(await value('sei_sync_lag_seconds')).toBe(HOUR + 14);
  expect(asked.toSorted()).toEqual(['accounts', 'slots', 'state']);
  now += 1;
  await registry.metrics();
  expect(asked).toHaveLength(6);
});

test('a clock that is put back does not keep old answers', async () => {
  await registry.metrics();
  now -= HOUR;
  await registry.metrics();
  expect(asked).toHaveLength(6);
});

test('a store that failed is asked again at the next scrape', async () => {
  isDown = true;
  await expect(registry.metrics()).rejects.toThrow('The database is away.');
  isDown = false;
  expect(await value('sei_sync_lag_seconds')).toBe(HOUR);
});

test('digests are late from when they are due, whether the ledger has them or they wait for a turn', async () => {
  expect(await value('sei_digests_late')).toBe(0);
  expect(await value('sei_digests_late_seconds')).toBe(0);
  const known = { workspaceId: 'T1', digestId: 'd1', dueAt: NOON - HOUR };
  unfinished = [known];
  pending = [{ ...known }, { ...known, digestId: 'd2', dueAt: NOON }];
  now += 60;
  expect(await value('sei_digests_late')).toBe(2);
  expect(await value('sei_digests_late_seconds')).toBe(HOUR + 60);
  expect(await value('sei_digests_queued')).toBe(2);
});

test('digests are counted by what became of them, from nought', async () => {
  const metrics = createMetrics();
  metrics.observeDigest('done');
  metrics.observeDigest('done');
  metrics.observeDigest('waiting');
  const text = await metrics.registry.metrics();
  expect(text.match(/^sei_digests_total.*$/gm)).toEqual([
    'sei_digests_total{outcome="done"} 2',
    'sei_digests_total{outcome="skipped"} 0',
    'sei_digests_total{outcome="failed"} 0',
    'sei_digests_total{outcome="unknown"} 0',
  ]);
});

test('what alerts ask an increase of is there before it first happens', async () => {
  const text = await createMetrics().registry.metrics();
  expect(text).toContain('sei_sync_failures_total{cause="key refused"} 0');
  expect(text).toContain('sei_slack_requests_total{status="500"} 0');
  expect(text).toContain('sei_pagerduty_requests_total{status="429"} 0');
  expect(text).toContain('sei_slack_calls_total{status="429"} 0');
});

test('calls of Slack are counted by the status of the answer, and those without one, too', async () => {
  const metrics = createMetrics();
  const server = createServer((_, response) => response.writeHead(429).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port
  await metrics.fetchFromSlack(`http://127.0.0.1:${port}/api/chat.postMessage`);
  server.close();
  await once(server, 'close');
  await expect(metrics.fetchFromSlack(`http://127.0.0.1:${port}/api/chat.postMessage`)).rejects.toThrow();
  expect((await metrics.registry.metrics()).match(/^sei_slack_calls_total.*$/gm)?.sort()).toEqual([
    'sei_slack_calls_total{status="200"} 0',
    'sei_slack_calls_total{status="429"} 1',
    'sei_slack_calls_total{status="none"} 1',
  ]);
});

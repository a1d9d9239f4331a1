import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOUR } from '../../../src/domain/duration.ts';
import { createLog } from '../../../src/log.ts';
import { connectPagerDuty } from '../../../src/pagerduty/connect-pagerduty.ts';
import { appClock } from '../../../src/satellite/agent/app-clock.ts';
import type { IntakeClient } from '../../../src/satellite/agent/intake/intake-client.ts';
import { IntakeUnreachableError } from '../../../src/satellite/agent/intake/intake-errors.ts';
import { Satellite } from '../../../src/satellite/agent/satellite.ts';
import type { HeartbeatAnswer } from '../../../src/satellite/protocol/heartbeat.ts';

const NOON = 1_795_000_000;
const SILENCE = { why: 'the connection was refused', next: 'Start it.' };

/** Milliseconds of the satellite's own time, which passes as fast as it waits. */
let elapsed: number;
let heartbeats: number[];
let logged: string[];
let satellite: Satellite;
let answer: () => HeartbeatAnswer;
/** What else the app was asked for. */
let asked: string[];

beforeEach(() => {
  [elapsed, heartbeats, logged, asked] = [0, [], [], []];
  const ownNow = () => NOON + Math.floor(elapsed / 1000);
  const clock = appClock({ now: ownNow });
  const call = async (name: string) => {
    await turn();
    if (name !== 'heartbeat') asked.push(name);
    else heartbeats.push(elapsed);
    return answer();
  };
  satellite = new Satellite({
    config: { integrations: [{ id: 'plant', url: 'http://127.0.0.1:1', username: '', apiKey: 'key' }] },
    // It is asked for heartbeats alone: an account that is paused wants no lease.
    client: { call: call as IntakeClient['call'] },
    credential: 'credential',
    connect: connectPagerDuty({ clock }),
    clock,
    ownNow,
    log: createLog('info', { write: (line: string) => void logged.push(line) }),
    newId: () => 'run',
    patience: {
      sleep: async (milliseconds, signal) => {
        await turn();
        signal?.throwIfAborted();
        elapsed += milliseconds;
      },
      random: () => 0.5,
      tries: 8,
    },
    ticker: () => ({ stop() {} }),
    version: '0.1.0',
    memory: () => 90_000_000,
  });
});
afterEach(() => satellite.stop());

const paused = (): HeartbeatAnswer => ({
  now: NOON + Math.floor(elapsed / 1000),
  skewSeconds: 0,
  heartbeatSeconds: 20,
  version: '0.1.0',
  syncCron: '*/10 * * * *',
  backfillDays: 365,
  orders: [
    {
      id: 'plant',
      name: 'Plant',
      gone: false,
      paused: true,
      lease: 'free',
      syncRequest: 0,
      wantsSeverities: false,
      rereads: [],
    },
  ],
  notes: [],
});

const unreachable = () => {
  throw new IntakeUnreachableError('https://sei.example.com', SILENCE);
};

/** Lets it work until so much of its time is over. */
async function workUntil(milliseconds: number): Promise<void> {
  const running = satellite.run();
  while (elapsed < milliseconds) await turn();
  await satellite.stop();
  await running;
}

test('twelve hours without the app: asked every half a minute at most, a line in ten minutes, and on it goes', async () => {
  const [from, to] = [HOUR * 1000, 13 * HOUR * 1000];
  answer = () => (elapsed < from || elapsed > to ? paused() : unreachable());
  await workUntil(to + 120_000);

  const meanwhile = heartbeats.filter((at) => at > from + 60_000 && at <= to);
  const gaps = meanwhile.slice(1).map((at, index) => at - (meanwhile[index] ?? 0));
  expect([Math.min(...gaps), Math.max(...gaps)]).toEqual([22_500, 22_500]);
  const told = logged.filter((line) => line.includes('Nothing is lost meanwhile'));
  expect(told[0]).toContain('No answer from the app at https://sei.example.com: the connection was refused.');
  expect(told.length).toBeGreaterThan(50);
  expect(told.length).toBeLessThan(12 * 9);
  expect(logged.filter((line) => line.includes('The app answers again'))).toHaveLength(1);
  // It is heard of again within half a minute, and then as always.
  const after = heartbeats.filter((at) => at > to);
  expect((after[0] ?? 0) - to).toBeLessThan(30_000);
  expect((after[2] ?? 0) - (after[1] ?? 0)).toBe(20_000);
  expect(asked).toEqual([]);
});

test('an app that says when to ask again is not asked before', async () => {
  let first = true;
  answer = () => {
    if (!first) return paused();
    first = false;
    throw new (class extends IntakeUnreachableError {
      override readonly retryAfter = 90;
    })('https://sei.example.com', SILENCE);
  };
  await workUntil(100_000);
  expect(heartbeats.slice(0, 2)).toEqual([0, 90_000]);
});

test('what the app notes about it is said once', async () => {
  const note = { code: 'clock_off', message: 'The clock is off.', next: 'Set it by NTP.' };
  answer = () => ({ ...paused(), notes: [note] });
  await workUntil(200_000);
  expect(heartbeats.length).toBeGreaterThan(8);
  expect(logged.filter((line) => line.includes('The clock is off. Set it by NTP.'))).toHaveLength(1);
});

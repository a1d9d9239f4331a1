import { beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../../../../src/log.ts';
import type { PagerDutyClient } from '../../../../src/pagerduty/client.ts';
import {
  AccessDeniedError,
  KeyRefusedError,
  NoAnswerError,
  type PagerDutyError,
  ServerError,
} from '../../../../src/pagerduty/errors.ts';
import type { CallOptions, IntakeClient } from '../../../../src/satellite/agent/intake/intake-client.ts';
import { IntegrationWork } from '../../../../src/satellite/agent/work/integration-work.ts';
import type { Order } from '../../../../src/satellite/protocol/heartbeat.ts';

const FREE: Order = {
  id: 'plant',
  name: 'Plant',
  gone: false,
  paused: false,
  lease: 'free',
  syncRequest: 0,
  wantsSeverities: false,
  rereads: [],
};
const YOURS: Order = { ...FREE, lease: 'yours' };

/** What PagerDuty says to everything. */
let refusal: PagerDutyError;
/** What was asked of the app, in order. */
let asked: string[];
let tokens: number;
/** Whether the app leaves whoever claims a lease without an answer. */
let isSilent: boolean;
let stopping: AbortController;
let work: IntegrationWork;

beforeEach(() => {
  refusal = new NoAnswerError('No answer from PagerDuty: the connection was refused.');
  [asked, tokens, isSilent, stopping] = [[], 0, false, new AbortController()];
  const call = async (name: string, _key: unknown, _body: unknown, { signal }: CallOptions = {}) => {
    asked.push(name);
    if (isSilent)
      await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    if (name === 'lease') {
      tokens += 1;
      return { token: tokens, leaseSeconds: 120 };
    }
    if (name === 'state') return { state: { coverage: null, backfill: null, nightlyAt: null } };
    return name === 'commit' ? { inserted: 0, updated: 0, sequence: 1, repeated: false } : {};
  };
  const client = new Proxy(
    {},
    {
      get: (_, name) =>
        name === 'counts'
          ? () => ({ requests: 0, retries: 0 })
          : name === 'clockSkew'
            ? () => null
            : async () => {
                throw refusal;
              },
    },
  );
  work = new IntegrationWork(
    { id: 'plant', url: 'http://127.0.0.1:1', username: '', apiKey: 'key' },
    {
      client: { call: call as IntakeClient['call'] }, // the answers above are those of the protocol
      credential: 'credential',
      connect: () => client as PagerDutyClient, // nobody hears more of it than that it fails
      clock: { now: () => 1_795_000_000 },
      log: createLog('silent'),
      newId: () => 'run',
      patience: { sleep: async () => {}, random: () => 0.5, tries: 8 },
      stopping: stopping.signal,
      onChange: () => {},
      onStored: () => {},
    },
  );
});

const count = (name: string) => asked.filter((each) => each === name).length;

/** So many runs were written down, and what was begun has ended. */
async function ended(runs: number): Promise<void> {
  await vi.waitFor(() => expect(count('commit')).toBe(runs), { timeout: 5_000, interval: 5 });
  await work.halt();
}

test('without a way to PagerDuty it gives the lease back, and tries again at the next time of a run', async () => {
  await work.obey(FREE, 30);
  await ended(1);
  expect([count('lease'), count('release')]).toEqual([1, 1]);
  expect(work.doing()).toMatchObject({ state: 'failing', lease: null });
  expect(work.doing().problem).toContain('let the satellite tell with --check');
  await work.obey(FREE, 30);
  expect(count('lease')).toBe(1);

  work.tick();
  await work.obey(FREE, 30);
  await ended(2);
  expect([count('lease'), count('release')]).toEqual([2, 2]);
});

test.each([new KeyRefusedError(), new AccessDeniedError('Not this.')])(
  'with a key that is of no use ($name) it gives the lease back, and asks PagerDuty when a person wants it',
  async (useless) => {
    refusal = useless;
    await work.obey(FREE, 30);
    await ended(1);
    work.tick();
    await work.obey(FREE, 30);
    expect([count('lease'), count('release')]).toEqual([1, 1]);

    await work.obey({ ...FREE, syncRequest: 1 }, 30);
    await ended(2);
    expect([count('lease'), count('release')]).toEqual([2, 2]);
  },
);

test('while PagerDuty itself has trouble it keeps the lease: another satellite would fare no better', async () => {
  refusal = new ServerError('PagerDuty has trouble of its own (error 503).');
  await work.obey(FREE, 30);
  await ended(1);
  expect([count('lease'), count('release')]).toEqual([1, 0]);
  expect(work.doing()).toMatchObject({ state: 'failing', lease: 1 });
});

test('once another works on it, it stands by without a complaint', async () => {
  await work.obey(FREE, 30);
  await ended(1);
  await work.obey({ ...FREE, lease: 'another' }, 30);
  expect(work.doing()).toMatchObject({ state: 'standby', problem: null, lease: null });
});

test('paused or deleted in the app, it lets go and does nothing', async () => {
  refusal = new ServerError('PagerDuty has trouble of its own (error 503).');
  await work.obey(FREE, 30);
  await ended(1);
  await work.obey({ ...YOURS, paused: true }, 30);
  expect(work.doing()).toMatchObject({ state: 'standby', lease: null });
  const before = asked.length;
  work.tick();
  await work.obey({ ...YOURS, gone: true }, 30);
  expect(asked.length).toBe(before);
});

test('a lease that vanishes again and again is told as what it is: two with one credential', async () => {
  refusal = new ServerError('PagerDuty has trouble of its own (error 503).');
  for (let round = 0; round < 6; round++) await work.obey(FREE, 30);
  expect(count('lease')).toBe(3);
  expect(work.doing().problem).toContain('runs with the same credential file');
});

test('a lease that is being claimed when the satellite stops is not waited for', async () => {
  isSilent = true;
  const obeyed = work.obey(FREE, 30);
  await vi.waitFor(() => expect(count('lease')).toBe(1));
  stopping.abort(new Error('The satellite stops.'));
  await obeyed;
  expect(work.doing()).toMatchObject({ state: 'standby', problem: null, lease: null });
});

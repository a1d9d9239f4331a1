import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { SyncRun } from '../../../../src/domain/sync-run.ts';
import {
  IntakeRefusedError,
  IntakeUnreachableError,
} from '../../../../src/satellite/agent/intake/intake-errors.ts';
import { type IntakeSinkOptions, intakeSink } from '../../../../src/satellite/agent/intake/intake-sink.ts';

type Reply = { inserted: number; updated: number; sequence: number; repeated: boolean } | Error;

const STORED: Reply = { inserted: 1, updated: 0, sequence: 7, repeated: false };
const LOST = new IntakeUnreachableError('https://app', {
  why: 'the connection broke off',
  next: '',
});
const VOID = new IntakeRefusedError({
  code: 'lease_lost',
  message: 'void',
  next: '',
  retryAfterSeconds: null,
});

/** A sink over an app that answers as told, and the heads of the batches that came. */
function setup(replies: Reply[], tries = 3) {
  const heads: { number: number; token: number }[] = [];
  const waits: number[] = [];
  // The sink commits here and asks nothing else.
  const call = (async (_name: string, _key: string, body: Buffer) => {
    heads.push(JSON.parse(gunzipSync(body).toString().split('\n')[0] ?? ''));
    const reply = replies.shift() ?? STORED;
    if (reply instanceof Error) throw reply;
    return reply;
  }) as unknown as IntakeSinkOptions['client']['call'];
  const stopping = new AbortController();
  const sink = intakeSink({
    client: { call },
    credential: 'c',
    integrationId: 'i1',
    token: 4,
    patience: { sleep: async (milliseconds) => void waits.push(milliseconds), random: () => 0.5, tries },
    stopping: stopping.signal,
  });
  return { sink, heads, waits, stopping };
}

const run: SyncRun = {
  id: 'r1',
  kind: 'changes',
  startedAt: 1,
  duration: 1,
  outcome: 'succeeded',
  stored: 0,
  rejected: 0,
  requests: 4,
  retries: 0,
  failure: null,
};

test('batches are numbered from 1 under the token of the lease', async () => {
  const { sink, heads } = setup([]);
  expect(await sink.commit({ run })).toEqual({ inserted: 1, updated: 0, sequence: 7 });
  await sink.resolve(['d1']);
  expect(heads).toMatchObject([
    { integrationId: 'i1', token: 4, number: 1, run },
    { token: 4, number: 2, resolved: ['d1'] },
  ]);
});

test('an answer that was lost has the same batch sent again, under its number, after ever longer waits', async () => {
  const { sink, heads, waits } = setup([LOST, LOST, STORED]);
  await sink.commit({ run });
  await sink.commit({ run });
  expect(heads.map(({ number }) => number)).toEqual([1, 1, 1, 2]);
  expect(waits).toEqual([375, 750]);
});

test('where nobody knows whether a batch came, nothing more is sent under this lease', async () => {
  const { sink, heads } = setup([LOST, LOST, LOST]);
  await expect(sink.commit({ run })).rejects.toBe(LOST);
  await expect(sink.commit({ run })).rejects.toBe(LOST);
  expect(heads).toHaveLength(3);
});

test('a void lease is not asked for again', async () => {
  const { sink, heads } = setup([VOID]);
  await expect(sink.commit({ run })).rejects.toBe(VOID);
  expect(heads).toHaveLength(1);
});

test('while the satellite stops, everything is tried once', async () => {
  const { sink, heads, stopping } = setup([LOST]);
  stopping.abort();
  await expect(sink.commit({ run })).rejects.toBe(LOST);
  expect(heads).toHaveLength(1);
});

test('commits that are made together come one after the other', async () => {
  const { sink, heads } = setup([LOST, STORED, STORED]);
  await Promise.all([sink.commit({ run }), sink.commit({ run })]);
  expect(heads.map(({ number }) => number)).toEqual([1, 1, 2]);
});

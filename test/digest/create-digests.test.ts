import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RefusedError } from '../../src/access/refused-error.ts';
import { createDigests } from '../../src/digest/create-digests.ts';
import type { DigestForm, Digests } from '../../src/digest/digests.ts';
import { stopWithCollection } from '../../src/digest/stop-with-collection.ts';
import type { Digest } from '../../src/domain/digest.ts';
import { DAY, HOUR } from '../../src/domain/duration.ts';
import { createLog } from '../../src/log.ts';
import type { SlotOutcome } from '../../src/store/slot-ledger.ts';
import { startWorkspaces, type Workspaces } from '../access/workspaces.ts';
import { instant } from '../fixtures/incident.ts';
import { digest as digestRecord } from '../store/records.ts';
import { FakePoster } from './setup.ts';

/** A Sunday; Monday 09:00 in Berlin is tomorrow. */
const NOW = instant('2026-11-22T08:57Z');
const NEXT = instant('2026-11-23T08:00Z');

let workspaces: Workspaces;
let poster: FakePoster;
let digests: Digests;
let now: number;
let sent: SlotOutcome | null;
let channelProblem: string | null;
beforeEach(async () => {
  now = NOW;
  sent = null;
  channelProblem = null;
  poster = new FakePoster();
  workspaces = await startWorkspaces();
  await workspaces.seed('T1');
  const { store, access, sight, audit } = workspaces;
  let ids = 0;
  digests = createDigests({
    store,
    access,
    sight,
    audit,
    poster,
    channels: {
      members: async (_, channelId) => new Set(channelId === 'C1' ? ['viewer', 'curator'] : ['owner']),
      problem: async () => channelProblem,
    },
    composer: {
      compose: async () => ({ kind: 'unanswered', answer: { kind: 'no integrations' } }),
    },
    deliverer: { sendNow: async () => sent },
    clock: { now: () => now },
    log: createLog('silent'),
    newId: () => `d${++ids}`,
  });
});
afterEach(() => workspaces.stop());

const by = (userId: string, workspaceId = 'T1') => ({ workspaceId, teamId: workspaceId, userId });
const form = (changes: Partial<DigestForm> = {}): DigestForm => ({
  place: { kind: 'channel', channelId: 'C1' },
  collectionId: 'c1',
  every: 'week',
  weekday: 1,
  hour: 9,
  zone: 'europe/berlin',
  by: 'service',
  quiet: false,
  openDays: '2',
  target: '1h 30m',
  ...changes,
});

async function created(changes: Partial<DigestForm> = {}, userId = 'curator'): Promise<Digest> {
  const saved = await digests.save(by(userId), null, form(changes));
  if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
  return saved.digest;
}
async function problems(changes: Partial<DigestForm>, userId = 'curator') {
  const saved = await digests.save(by(userId), null, form(changes));
  return saved.kind === 'saved' ? [] : saved.problems.map(({ input }) => input);
}
const toMe = (userId: string) => ({ place: { kind: 'person', userId } }) as const;

describe('a new digest', () => {
  test('announces itself in its channel, and tells when it comes', async () => {
    const saved = await digests.save(by('curator'), null, form());
    expect(saved).toMatchObject({
      kind: 'saved',
      isNew: true,
      next: NEXT,
      digest: {
        schedule: { zone: 'Europe/Berlin', anchor: '2026-11-23' },
        target: 90 * 60,
        openDays: 2,
        ownerId: 'curator',
        activeSince: NOW,
      },
    });
    expect(poster.announced).toEqual(['d1']);
    const log = await workspaces.store.audit.read('T1');
    expect(log.at(-1)).toMatchObject({ what: 'digest created', after: { to: 'C1', every: 'week' } });
  });

  test('to oneself announces nothing, and is for every member', async () => {
    await created(toMe('viewer'), 'viewer');
    expect(poster.announced).toEqual([]);
    await expect(created(toMe('guest'), 'guest')).rejects.toThrow(RefusedError);
  });

  test('for a channel takes a Collection Admin', async () => {
    await expect(digests.save(by('viewer'), null, form())).rejects.toThrow(RefusedError);
  });

  test('that cannot announce itself is not created', async () => {
    poster.refusesAnnouncement = true;
    expect(await problems({})).toEqual(['place']);
    expect(await workspaces.store.digests.list('T1')).toEqual([]);
  });

  test.each<[string, Partial<DigestForm>, string[]]>([
    ['somebody else', toMe('owner'), ['place']],
    ['a channel one is not in', { place: { kind: 'channel', channelId: 'C9' } }, ['place']],
    ['no such zone', { zone: 'Mars/Olympus' }, ['zone']],
    ['no such collection', { collectionId: 'c9' }, ['collection']],
    ['no number of days', { openDays: 'many' }, ['openDays']],
    ['too many days', { openDays: '91' }, ['openDays']],
    ['half a day', { openDays: '0.5' }, ['openDays']],
    ['no duration', { target: 'soon' }, ['target']],
    ['no time at all', { target: '0m' }, ['target']],
    ['no such hour', { hour: 24 }, ['schedule']],
    ['no such day', { weekday: 0 }, ['schedule']],
    ['several mistakes', { zone: '', openDays: '', target: 'x' }, ['zone', 'openDays', 'target']],
    ['no target', { target: ' ' }, []],
  ])('%s', async (_, changes, inputs) => {
    expect(await problems(changes)).toEqual(inputs);
  });

  test('of what not everybody in its channel may see is refused', async () => {
    await workspaces.narrow('T1', { channelIds: [], userIds: ['curator'] });
    expect(await problems({})).toEqual(['collection']);
    expect(await problems(toMe('curator'))).toEqual([]);
  });

  test('for a channel that is shared with another organisation is refused', async () => {
    channelProblem = 'People of another organisation are in this channel.';
    expect(await problems({})).toEqual(['place']);
  });

  test('is one of twenty in a place at most', async () => {
    for (let count = 0; count < 20; count++) await created(toMe('viewer'), 'viewer');
    expect(await problems(toMe('viewer'), 'viewer')).toEqual(['place']);
  });
});

describe('a change', () => {
  test('deleted while it announces itself elsewhere, it stays deleted', async () => {
    const { id } = await created();
    poster.announce = () => workspaces.store.digests.delete('T1', id);
    const elsewhere = form({ place: { kind: 'channel', channelId: 'C2' } });
    expect(await digests.save(by('owner'), id, elsewhere)).toMatchObject({ kind: 'problems' });
    expect(await workspaces.store.digests.list('T1')).toEqual([]);
  });

  test('paused while it announces itself elsewhere, it stays paused', async () => {
    const { id } = await created();
    poster.announce = async () => void (await digests.pause(by('curator'), id));
    await digests.save(by('owner'), id, form({ place: { kind: 'channel', channelId: 'C2' } }));
    expect((await workspaces.store.digests.get('T1', id))?.paused).toMatchObject({ kind: 'person' });
  });

  test('of the schedule makes up for nothing; of anything else it does not touch the slots', async () => {
    const { id } = await created();
    now += DAY;
    await digests.save(by('curator'), id, form({ quiet: true }));
    expect(await workspaces.store.digests.get('T1', id)).toMatchObject({ quiet: true, activeSince: NOW });
    await digests.save(by('owner'), id, form({ hour: 10 }));
    expect(await workspaces.store.digests.get('T1', id)).toMatchObject({
      activeSince: now,
      ownerId: 'curator',
      createdAt: NOW,
    });
    expect(poster.announced).toHaveLength(1);
  });

  test('keeps the beat of every two weeks', async () => {
    const { id, schedule } = await created({ every: 'two weeks' });
    now += 8 * DAY;
    await digests.save(by('curator'), id, form({ every: 'two weeks', quiet: true }));
    expect((await workspaces.store.digests.get('T1', id))?.schedule).toEqual(schedule);
  });

  test('to another channel is announced there, and mends what paused it', async () => {
    const digest = await created();
    const paused = { kind: 'slack', code: 'is_archived', at: NOW } as const;
    await workspaces.store.digests.save({ ...digest, paused });
    await digests.save(by('owner'), digest.id, form());
    expect((await workspaces.store.digests.get('T1', digest.id))?.paused).toEqual(paused);
    await digests.save(by('owner'), digest.id, form({ place: { kind: 'channel', channelId: 'C2' } }));
    expect((await workspaces.store.digests.get('T1', digest.id))?.paused).toBeNull();
    expect(poster.announced).toHaveLength(2);
  });

  test('of what is not there, or another workspace’s, is none', async () => {
    const { id } = await created();
    await workspaces.seed('T2');
    const outcome = await digests.save(by('owner', 'T2'), id, form({ collectionId: null }));
    expect(outcome.kind).toBe('problems');
    expect(await digests.delete(by('owner', 'T2'), id)).toBeUndefined();
    expect(await workspaces.store.digests.get('T1', id)).toBeDefined();
  });
});

describe('the list', () => {
  test('shows those of one’s channels and one’s own; admins those of all channels', async () => {
    await created();
    await created(toMe('viewer'), 'viewer');
    const seenBy = async (userId: string) =>
      (await digests.list(by(userId))).map(({ digest, mayChange }) => [digest.id, mayChange]);
    expect(await seenBy('viewer')).toEqual([
      ['d1', false],
      ['d2', true],
    ]);
    expect(await seenBy('curator')).toEqual([['d1', true]]);
    expect(await seenBy('owner')).toEqual([['d1', true]]);
    expect(await seenBy('demoted')).toEqual([]);
  });

  test('tells the next time, the last result, and where it is paused', async () => {
    const { id } = await created();
    const key = { workspaceId: 'T1', digestId: id, dueAt: NOW - DAY };
    await workspaces.store.slots.claim(key, 'one', 60);
    await workspaces.store.slots.finish(key, 'one', { state: 'skipped', note: 'Nothing was worth saying.' });
    expect(await digests.get(by('viewer'), id)).toMatchObject({
      collection: 'Collection of T1',
      next: NEXT,
      last: { state: 'skipped' },
    });
    await digests.pause(by('curator'), id);
    expect(await digests.get(by('viewer'), id)).toMatchObject({ next: null });
  });
});

describe('who may what with it', () => {
  test('pausing and resuming take the right to manage it, and nothing is made up for', async () => {
    const { id } = await created();
    await expect(digests.pause(by('viewer'), id)).rejects.toThrow(RefusedError);
    expect(await digests.pause(by('demoted'), id)).toBeUndefined();
    expect((await digests.pause(by('curator'), id))?.paused).toMatchObject({
      kind: 'person',
      userId: 'curator',
    });
    now += 3 * DAY;
    expect(await digests.resume(by('owner'), id)).toMatchObject({ paused: null, activeSince: now });
  });

  test('anybody in the channel may mute it, and is named there', async () => {
    const { id } = await created();
    expect(await digests.mute(by('demoted'), id)).toBeUndefined();
    expect((await digests.mute(by('viewer'), id))?.paused).toMatchObject({ userId: 'viewer' });
    expect(poster.muted).toEqual([id]);
    await digests.mute(by('curator'), id);
    expect(poster.muted).toHaveLength(1);
  });

  test('deleting takes the right to manage it', async () => {
    const { id } = await created();
    await expect(digests.delete(by('viewer'), id)).rejects.toThrow(RefusedError);
    expect(await digests.delete(by('curator'), id)).toMatchObject({ id });
    expect(await digests.delete(by('curator'), id)).toBeUndefined();
  });

  test('a preview is for those who are in its place', async () => {
    const { id } = await created();
    expect(await digests.preview(by('viewer'), id)).toEqual({ kind: 'no integrations' });
    expect(await digests.preview(by('demoted'), id)).toBeUndefined();
  });
});

describe('sent by hand', () => {
  test.each<[SlotOutcome | null, object]>([
    [
      { state: 'done', message: { channelId: 'C1', timestamp: '1.1' }, reportIds: [] },
      { kind: 'sent', channelId: 'C1', timestamp: '1.1' },
    ],
    [
      { state: 'failed', note: 'The channel is archived.' },
      { kind: 'not sent', sentence: 'The channel is archived.' },
    ],
    [
      { state: 'unknown', note: 'Slack did not answer.' },
      { kind: 'not sent', sentence: expect.stringContaining('before you send it again') },
    ],
    [null, { kind: 'not sent', sentence: expect.stringContaining('being sent already') }],
  ])('%j', async (outcome, told) => {
    const { id } = await created();
    sent = outcome;
    expect(await digests.sendNow(by('curator'), id)).toEqual(told);
    await expect(digests.sendNow(by('viewer'), id)).rejects.toThrow(RefusedError);
  });
});

test('a collection that is deleted pauses its digests, says so before, and their owners hear of it', async () => {
  const { store, audit, collections } = workspaces;
  await created();
  await created({ collectionId: null });
  await store.digests.save(
    digestRecord({ id: 'off', collectionId: 'c1', paused: { kind: 'person', userId: 'U1', at: NOW } }),
  );
  const log = createLog('silent');
  const stopping = stopWithCollection(collections, { store, poster, audit, clock: { now: () => now }, log });
  expect((await digests.affectedBy(by('owner'), 'c1')).map(({ id }) => id)).toEqual(['d1']);
  expect(await stopping.deletionOf(by('owner'), 'c1')).toMatchObject({ digests: 2 });
  now += HOUR;
  await stopping.delete(by('owner'), 'c1');
  const left = Object.fromEntries((await store.digests.list('T1')).map(({ id, paused }) => [id, paused]));
  expect(left).toEqual({
    d1: { kind: 'collection deleted', name: 'Collection of T1', at: now },
    d2: null,
    off: { kind: 'person', userId: 'U1', at: NOW },
  });
  expect(poster.told).toMatchObject([{ to: 'curator', news: { kind: 'paused' } }]);
});

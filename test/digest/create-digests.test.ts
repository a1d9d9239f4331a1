import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RefusedError } from '../../src/access/refused-error.ts';
import type { DigestForm } from '../../src/digest/digests.ts';
import { DAY } from '../../src/domain/duration.ts';
import { by, form, NEXT, NOW, type StartedDigests, startDigests, toMe } from './start-digests.ts';

let digests: StartedDigests['digests'];
let poster: StartedDigests['poster'];
let workspaces: StartedDigests['workspaces'];
let world: StartedDigests['world'];
let created: StartedDigests['created'];
let problems: StartedDigests['problems'];
beforeEach(async () => {
  ({ digests, poster, workspaces, world, created, problems } = await startDigests());
});
afterEach(() => workspaces.stop());

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
    world.channelProblem = 'People of another organisation are in this channel.';
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
    world.now += DAY;
    await digests.save(by('curator'), id, form({ quiet: true }));
    expect(await workspaces.store.digests.get('T1', id)).toMatchObject({ quiet: true, activeSince: NOW });
    await digests.save(by('owner'), id, form({ hour: 10 }));
    expect(await workspaces.store.digests.get('T1', id)).toMatchObject({
      activeSince: world.now,
      ownerId: 'curator',
      createdAt: NOW,
    });
    expect(poster.announced).toHaveLength(1);
  });

  test('keeps the beat of every two weeks', async () => {
    const { id, schedule } = await created({ every: 'two weeks' });
    world.now += 8 * DAY;
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

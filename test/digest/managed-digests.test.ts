import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RefusedError } from '../../src/access/refused-error.ts';
import { DAY } from '../../src/domain/duration.ts';
import type { SlotOutcome } from '../../src/store/slot-ledger.ts';
import { by, NEXT, NOW, type StartedDigests, startDigests, toMe } from './start-digests.ts';

let digests: StartedDigests['digests'];
let poster: StartedDigests['poster'];
let workspaces: StartedDigests['workspaces'];
let world: StartedDigests['world'];
let created: StartedDigests['created'];
beforeEach(async () => {
  ({ digests, poster, workspaces, world, created } = await startDigests());
});
afterEach(() => workspaces.stop());

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
    world.now += 3 * DAY;
    expect(await digests.resume(by('owner'), id)).toMatchObject({ paused: null, activeSince: world.now });
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
  test.each<[SlotOutcome | null, object, string[]]>([
    [
      { state: 'done', message: { channelId: 'C1', timestamp: '1.1' }, reportIds: [] },
      { kind: 'sent', channelId: 'C1', timestamp: '1.1' },
      ['digest sent by hand'],
    ],
    [
      { state: 'failed', note: 'The channel is archived.' },
      { kind: 'not sent', sentence: 'The channel is archived.' },
      [],
    ],
    [
      { state: 'unknown', note: 'Slack did not answer.' },
      { kind: 'not sent', sentence: expect.stringContaining('before you send it again') },
      ['digest sent by hand'],
    ],
    [null, { kind: 'not sent', sentence: expect.stringContaining('being sent already') }, []],
  ])('%j', async (outcome, told, recorded) => {
    const { id } = await created();
    world.sent = outcome;
    expect(await digests.sendNow(by('curator'), id)).toEqual(told);
    await expect(digests.sendNow(by('viewer'), id)).rejects.toThrow(RefusedError);
    const records = await workspaces.audit.list(by('owner'), 10);
    expect(records.map(({ what }) => what).filter((what) => what.includes('sent'))).toEqual(recorded);
  });
});

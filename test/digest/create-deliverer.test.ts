import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DigestPause } from '../../src/domain/digest.ts';
import { HOUR, MINUTE, WEEK } from '../../src/domain/duration.ts';
import { installation } from '../store/records.ts';
import { DUE, keyAt, refused, type Scene, said, setScene } from './setup.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

describe('in its time', () => {
  test('a digest goes out once, with its details as a reply', async () => {
    await scene.tickAt(DUE - 1);
    expect(scene.poster.posted).toEqual([]);
    for (const at of [DUE, DUE + 30, DUE + MINUTE, DUE + HOUR]) await scene.tickAt(at);
    expect(scene.poster.posted).toEqual([{ id: 'd1', form: 'native', channel: 'C1' }]);
    expect(scene.poster.details).toBe(1);
    expect(await scene.slot()).toMatchObject({
      dueAt: DUE,
      state: 'done',
      message: { channelId: 'C1' },
      reportIds: ['7KQ2M'],
    });
    expect(scene.occasions).toEqual([{ at: DUE, dueAt: DUE, late: 0, stale: 'wait' }]);
    await scene.tickAt(DUE + WEEK);
    expect(scene.poster.posted).toHaveLength(2);
  });

  test('after an outage it goes out late, says so, and goes out once', async () => {
    await scene.tickAt(DUE + 50 * HOUR);
    await scene.tickAt(DUE + 51 * HOUR);
    expect(scene.occasions).toMatchObject([{ at: DUE, late: 50 * HOUR, stale: 'say so' }]);
    expect(scene.poster.posted).toHaveLength(1);
  });

  test('after a long outage there is no flood', async () => {
    await scene.tickAt(DUE + 10 * WEEK + HOUR);
    await scene.tickAt(DUE + 10 * WEEK + 2 * HOUR);
    expect(scene.occasions.map(({ at }) => at)).toEqual([DUE + 10 * WEEK]);
  });

  test('past its grace nothing is made up for', async () => {
    await scene.tickAt(DUE + 73 * HOUR);
    expect(scene.poster.posted).toEqual([]);
    expect(await scene.slot()).toBeUndefined();
  });

  test('a clock that jumps ahead and back posts nothing twice and loses nothing', async () => {
    await scene.tickAt(DUE);
    await scene.tickAt(DUE + 4 * WEEK);
    await scene.tickAt(DUE + HOUR);
    await scene.tickAt(DUE + WEEK);
    await scene.tickAt(DUE + 4 * WEEK + HOUR);
    expect(scene.occasions.map(({ at }) => at)).toEqual([DUE, DUE + 4 * WEEK, DUE + WEEK]);
  });

  test('nothing of before it was active, was paused or left', async () => {
    const digest = await scene.digest();
    const paused: DigestPause = { kind: 'person', userId: 'U1', at: DUE };
    await scene.store.digests.save({ ...digest, paused });
    await scene.tickAt(DUE + HOUR);
    await scene.store.digests.save({ ...digest, activeSince: DUE + 2 * HOUR });
    await scene.tickAt(DUE + 3 * HOUR);
    await scene.store.installations.save(installation({ leftAt: DUE + 4 * HOUR }));
    await scene.tickAt(DUE + WEEK);
    expect(scene.poster.posted).toEqual([]);
    await scene.store.installations.save(installation());
    await scene.tickAt(DUE + WEEK + HOUR);
    expect(scene.poster.posted).toHaveLength(1);
  });

  test('where nothing is worth saying, a quiet one is left out', async () => {
    await scene.close();
    scene = await setScene([{ quiet: true }, { id: 'd2', quiet: true }]);
    scene.composes((digest) => ({
      kind: 'composed',
      report: said(digest, { worthSaying: digest.id === 'd2' ? ['target missed'] : [] }),
      reportIds: [],
    }));
    await scene.tickAt(DUE);
    expect(scene.poster.posted.map(({ id }) => id)).toEqual(['d2']);
    expect(await scene.slot('d1')).toMatchObject({ state: 'skipped' });
  });
});

describe('what is measured', () => {
  test('each slot counts once, when it is over', async () => {
    await scene.close();
    scene = await setScene([{ quiet: true }, { id: 'd2', place: { kind: 'channel', channelId: 'C2' } }]);
    let isAway = true;
    scene.composes((digest) => {
      if (digest.id === 'd2' && isAway) throw new Error('The database is away.');
      return { kind: 'composed', report: said(digest), reportIds: [] };
    });
    await scene.tickAt(DUE);
    expect(scene.over).toEqual(['skipped']);
    isAway = false;
    await scene.tickAt(DUE + HOUR);
    await scene.tickAt(DUE + 2 * HOUR);
    expect(scene.over).toEqual(['skipped', 'done']);
  });

  test('a slot whose process died while posting counts as unknown', async () => {
    await scene.store.slots.claim(keyAt(DUE), 'dead', 0);
    await scene.store.slots.posting(keyAt(DUE), 'dead', 0);
    await scene.tickAt(DUE);
    expect(scene.over).toEqual(['unknown']);
  });

  test('what waits for its turn is pending until it is over', async () => {
    const composing = Promise.withResolvers<void>();
    scene.composes(async (digest) => {
      await composing.promise;
      return { kind: 'composed', report: said(digest), reportIds: [] };
    });
    scene.at(DUE);
    await scene.deliverer.tick();
    expect(scene.deliverer.pending()).toEqual([keyAt(DUE)]);
    composing.resolve();
    await scene.deliverer.idle();
    expect(scene.deliverer.pending()).toEqual([]);
  });
});

describe('data that is not complete', () => {
  test('is waited for, up to two hours, and then posted all the same', async () => {
    scene.composes((digest, { stale }) =>
      stale === 'wait'
        ? { kind: 'stale', stale: [{ name: 'Production', completeTo: null }] }
        : { kind: 'composed', report: said(digest), reportIds: [] },
    );
    await scene.tickAt(DUE);
    expect(await scene.slot()).toMatchObject({ state: 'waiting', retryAt: DUE + 5 * MINUTE });
    await scene.tickAt(DUE + MINUTE);
    expect(scene.occasions).toHaveLength(1);
    await scene.tickAt(DUE + HOUR);
    await scene.tickAt(DUE + 118 * MINUTE);
    expect(await scene.slot()).toMatchObject({ retryAt: DUE + 2 * HOUR });
    await scene.tickAt(DUE + 2 * HOUR);
    expect(scene.poster.posted).toHaveLength(1);
    // It waited for data, not for the app.
    expect(scene.occasions.at(-1)).toMatchObject({ late: 0, stale: 'say so' });
  });

  test('is waited for no more once the schedule is another', async () => {
    scene.composes(() => ({ kind: 'stale', stale: [] }));
    await scene.tickAt(DUE);
    await scene.store.digests.save({ ...(await scene.digest()), activeSince: DUE + MINUTE });
    scene.composes((digest) => ({ kind: 'composed', report: said(digest), reportIds: [] }));
    await scene.tickAt(DUE + HOUR);
    expect(scene.poster.posted).toEqual([]);
    expect(await scene.slot()).toMatchObject({ state: 'skipped', note: 'Its schedule was changed.' });
  });

  test('that comes in meanwhile ends the wait', async () => {
    scene.composes(() => ({ kind: 'stale', stale: [] }));
    await scene.tickAt(DUE);
    scene.composes((digest) => ({ kind: 'composed', report: said(digest), reportIds: [] }));
    await scene.tickAt(DUE + 6 * MINUTE);
    expect(scene.poster.posted).toHaveLength(1);
  });
});

describe('a channel', () => {
  test('that became shared with another organisation gets nothing: paused, owner told', async () => {
    scene.channelProblem('People of another organisation are in this channel.');
    await scene.tickAt(DUE);
    expect(scene.poster.attempts).toEqual([]);
    expect((await scene.digest()).paused).toMatchObject({ kind: 'not shown there' });
    expect(scene.poster.told).toHaveLength(1);
  });

  test('of which nothing can be known gets nothing until it can', async () => {
    scene.channelProblem(new Error('Slack is down'));
    await scene.tickAt(DUE);
    expect(await scene.slot()).toMatchObject({ state: 'waiting' });
    scene.channelProblem(null);
    await scene.tickAt(DUE + 5 * MINUTE);
    expect(scene.poster.posted).toHaveLength(1);
  });
});

describe('what cannot be composed', () => {
  test('is tried again', async () => {
    scene.composes(() => {
      throw new Error('The store does not answer');
    });
    await scene.tickAt(DUE);
    expect(await scene.slot()).toMatchObject({ state: 'waiting', retryAt: DUE + MINUTE });
  });

  test('because its collection was deleted pauses the digest', async () => {
    await scene.close();
    scene = await setScene([{ collectionId: 'gone' }]);
    const name = { field: 'collection', text: 'gone' } as const;
    scene.composes(() => ({ kind: 'unanswered', answer: { kind: 'unknown name', name, nearest: [] } }));
    await scene.tickAt(DUE);
    expect((await scene.digest()).paused?.kind).toBe('collection deleted');
    expect(scene.poster.told).toHaveLength(1);
  });

  test('because nothing is connected fails, and the owner is told why', async () => {
    scene.composes(() => ({ kind: 'unanswered', answer: { kind: 'no integrations' } }));
    await scene.tickAt(DUE);
    expect(scene.poster.told).toMatchObject([
      { news: { kind: 'failed', slot: { note: expect.stringContaining('No PagerDuty account') } } },
    ]);
  });
});

describe('by hand', () => {
  const send = async () => scene.deliverer.sendNow(await scene.digest());

  test('it is sent whatever its options say, and its schedule goes on', async () => {
    await scene.close();
    scene = await setScene([{ quiet: true, paused: { kind: 'person', userId: 'U1', at: 0 } }]);
    expect(await send()).toMatchObject({ state: 'done' });
    expect(scene.occasions).toMatchObject([{ stale: 'say so', late: 0 }]);
  });

  test('what fails is told by the answer alone', async () => {
    scene.poster.outcomes.push(refused('not_in_channel'));
    expect(await send()).toMatchObject({ state: 'failed' });
    await scene.tickAt(DUE - 1 + 10 * MINUTE - 9 * MINUTE);
    expect(scene.poster.told).toEqual([]);
  });

  test('there is one attempt', async () => {
    scene.poster.outcomes.push({ kind: 'rate limited', retryAfter: 60 });
    expect(await send()).toMatchObject({ state: 'failed' });
  });
});

test('a digest that is deleted while it is due leaves nothing behind', async () => {
  await scene.store.slots.claim(keyAt(DUE), 'dead', 0);
  await scene.store.digests.delete('T1', 'd1');
  await scene.store.slots.claim(keyAt(DUE), 'dead', 0);
  await scene.tickAt(DUE);
  expect(await scene.slot()).toBeUndefined();
});

import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Digest, DigestPause } from '../../src/domain/digest.ts';
import { DAY, HOUR, MINUTE, WEEK } from '../../src/domain/duration.ts';
import type { SlotLedger } from '../../src/store/slot-ledger.ts';
import type { Store } from '../../src/store/store.ts';
import { installation } from '../store/records.ts';
import { DUE, keyAt, type Scene, said, setScene } from './setup.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const refused = (code: string) => ({ kind: 'refused', code }) as const;

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
    const digest = await scene.store.digests.get('T1', 'd1');
    if (!digest) throw new Error('no digest');
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
    const waiting = await scene.store.digests.get('T1', 'd1');
    if (!waiting) throw new Error('no digest');
    await scene.store.digests.save({ ...waiting, activeSince: DUE + MINUTE });
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

describe('Slack', () => {
  test('that does not take a chart gets a picture, then words', async () => {
    scene.poster.outcomes.push(refused('invalid_blocks'), refused('invalid_blocks'));
    await scene.tickAt(DUE);
    expect(scene.poster.attempts).toEqual(['native', 'picture', 'text']);
    expect(scene.poster.posted).toHaveLength(1);
  });

  test('that takes no form at all: it failed, and the owner is told', async () => {
    scene.poster.outcomes.push(...['a', 'b', 'c'].map(() => refused('invalid_blocks')));
    await scene.tickAt(DUE);
    expect(await scene.slot()).toMatchObject({ state: 'failed' });
    expect(scene.poster.told).toMatchObject([{ to: 'U1', news: { kind: 'failed' } }]);
  });

  test('that wants to be left alone is left alone, and asked again', async () => {
    scene.poster.outcomes.push({ kind: 'rate limited', retryAfter: 30 });
    await scene.tickAt(DUE);
    expect(await scene.slot()).toMatchObject({ state: 'waiting', retryAt: DUE + 30 });
    await scene.tickAt(DUE + 29);
    expect(scene.poster.attempts).toHaveLength(1);
    await scene.close();
    scene = await setScene();
    scene.poster.outcomes.push({ kind: 'rate limited', retryAfter: 0 });
    await scene.tickAt(DUE);
    await scene.tickAt(DUE + MINUTE);
    expect(scene.poster.posted).toHaveLength(1);
    expect(scene.poster.told).toEqual([]);
  });

  test('that cannot be reached is tried again, ever more rarely, until the grace is over', async () => {
    const out = { kind: 'not sent', sentence: 'Slack could not be reached.' } as const;
    scene.poster.outcomes.push(...Array.from({ length: 500 }, () => out));
    for (let at = DUE; at < DUE + 80 * HOUR; at += 10 * MINUTE) await scene.tickAt(at);
    expect(scene.poster.attempts.length).toBeGreaterThan(50);
    expect(scene.poster.attempts.length).toBeLessThan(100);
    expect(await scene.slot()).toMatchObject({ state: 'failed', note: out.sentence });
    expect(scene.poster.told).toHaveLength(1);
  });

  test('that is back goes on with it', async () => {
    scene.poster.outcomes.push({ kind: 'not sent', sentence: 'No connection.' });
    await scene.tickAt(DUE);
    await scene.tickAt(DUE + 2 * MINUTE);
    expect(scene.poster.posted).toHaveLength(1);
  });

  test('that may have taken it is not asked again: the owner is told', async () => {
    scene.poster.outcomes.push({ kind: 'unknown', sentence: 'Slack did not answer.' });
    for (const at of [DUE, DUE + HOUR, DUE + DAY]) await scene.tickAt(at);
    expect(scene.poster.attempts).toHaveLength(1);
    expect(await scene.slot()).toMatchObject({ state: 'unknown', note: 'Slack did not answer.' });
    expect(scene.poster.told).toMatchObject([{ to: 'U1', news: { kind: 'unknown', slot: { dueAt: DUE } } }]);
  });

  test('whose client breaks in an unforeseen way may have taken it, too', async () => {
    scene.poster.outcomes.push(async () => {
      throw new TypeError('terminated');
    });
    for (const at of [DUE, DUE + HOUR]) await scene.tickAt(at);
    expect(scene.poster.attempts).toHaveLength(1);
    expect(await scene.slot()).toMatchObject({ state: 'unknown' });
  });

  test.each(['not_in_channel', 'is_archived', 'channel_not_found', 'restricted_action', 'user_disabled'])(
    'that says %s: the digest is paused, and the owner is told',
    async (code) => {
      scene.poster.outcomes.push(refused(code));
      await scene.tickAt(DUE);
      await scene.tickAt(DUE + HOUR);
      await scene.tickAt(DUE + WEEK);
      expect(scene.poster.attempts).toHaveLength(1);
      expect((await scene.store.digests.get('T1', 'd1'))?.paused).toEqual({ kind: 'slack', code, at: DUE });
      expect(scene.poster.told).toMatchObject([{ news: { kind: 'failed' }, digest: { paused: { code } } }]);
    },
  );

  test.each(['token_revoked', 'account_inactive', 'invalid_auth'])(
    'that says %s: it waits for a token, and goes on',
    async (code) => {
      scene.poster.outcomes.push(refused(code), refused(code));
      for (const at of [DUE, DUE + HOUR, DUE + 5 * HOUR]) await scene.tickAt(at);
      expect(scene.poster.posted).toHaveLength(1);
      expect((await scene.store.digests.get('T1', 'd1'))?.paused).toBeNull();
    },
  );

  test.each(['msg_too_long', 'missing_scope', 'a_word_nobody_knows'])(
    'that says %s: it failed, the owner is told, and the next one is tried again',
    async (code) => {
      scene.poster.outcomes.push(refused(code));
      await scene.tickAt(DUE);
      expect(await scene.slot()).toMatchObject({ state: 'failed', note: expect.stringContaining(code) });
      expect(scene.poster.told).toHaveLength(1);
      await scene.tickAt(DUE + WEEK);
      expect(scene.poster.posted).toHaveLength(1);
    },
  );

  test('that refuses the details does not get the message again', async () => {
    scene.poster.refusesDetails = true;
    for (const at of [DUE, DUE + HOUR]) await scene.tickAt(at);
    expect(scene.poster.posted).toHaveLength(1);
    expect(await scene.slot()).toMatchObject({ state: 'done' });
  });

  test('that does not take the news either hears them later', async () => {
    scene.poster.refusesNews = true;
    scene.poster.outcomes.push(refused('is_archived'));
    await scene.tickAt(DUE);
    scene.poster.refusesNews = false;
    await scene.tickAt(DUE + 5 * MINUTE);
    expect(scene.poster.told).toEqual([]);
    await scene.tickAt(DUE + 2 * HOUR);
    await scene.tickAt(DUE + 4 * HOUR);
    expect(scene.poster.told).toHaveLength(1);
  });
});

describe('a channel', () => {
  test('that became shared with another organisation gets nothing: paused, owner told', async () => {
    scene.channelProblem('People of another organisation are in this channel.');
    await scene.tickAt(DUE);
    expect(scene.poster.attempts).toEqual([]);
    expect((await scene.store.digests.get('T1', 'd1'))?.paused).toMatchObject({ kind: 'not shown there' });
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
    expect((await scene.store.digests.get('T1', 'd1'))?.paused?.kind).toBe('collection deleted');
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
  const send = async () => {
    const digest = await scene.store.digests.get('T1', 'd1');
    return digest && scene.deliverer.sendNow(digest);
  };

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

describe('two side by side', () => {
  test('send each slot once', async () => {
    await scene.close();
    scene = await setScene(Array.from({ length: 40 }, (_, index) => ({ id: `d${index}` })));
    const other = scene.another('two');
    await scene.tickAt(DUE - 1);
    for (let week = 0; week < 3; week++) {
      const at = DUE + week * WEEK;
      await Promise.all([scene.tickAt(at), scene.tickAt(at, other)]);
    }
    expect(scene.poster.posted).toHaveLength(120);
    expect(scene.poster.details).toBe(120);
    await other.stop();
  });

  test('tell an owner once, also of what the one who knew could not tell', async () => {
    const other = scene.another('two');
    scene.poster.outcomes.push(refused('not_in_channel'));
    scene.poster.refusesNews = true;
    await scene.tickAt(DUE);
    scene.poster.refusesNews = false;
    await Promise.all([scene.tickAt(DUE + 2 * HOUR), scene.tickAt(DUE + 2 * HOUR, other)]);
    expect(scene.poster.told).toHaveLength(1);
    await other.stop();
  });
});

describe('what goes on in one process', () => {
  test('sent by hand twice in one second: it goes out once, and is under way until Slack has it', async () => {
    const slack = Promise.withResolvers<void>();
    const { post } = scene.poster;
    scene.poster.post = async (...given) => {
      await slack.promise;
      return post.apply(scene.poster, given);
    };
    const digest = await digestOf(scene.store);
    const first = scene.deliverer.sendNow(digest);
    expect(await scene.deliverer.sendNow(digest)).toBeNull();
    let isIdle = false;
    const idle = scene.deliverer.idle().then(() => {
      isIdle = true;
    });
    await setImmediate();
    expect(isIdle).toBe(false);
    slack.resolve();
    expect(await first).toMatchObject({ state: 'done' });
    await idle;
    expect(scene.poster.posted).toHaveLength(1);
  });

  test('stopped while it looks what is due: it begins nothing, and asks the store nothing once it is stopped', async () => {
    const looked = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    let isStopped = false;
    let late = 0;
    scene.startAnew('two', (store) => ({
      ...store,
      slots: {
        ...store.slots,
        async lastOver() {
          looked.resolve();
          await goOn.promise;
          return store.slots.lastOver();
        },
        untold() {
          if (isStopped) late += 1;
          return store.slots.untold();
        },
      },
    }));
    scene.at(DUE);
    const tick = scene.deliverer.tick();
    await looked.promise;
    const stopped = scene.deliverer.stop().then(() => {
      isStopped = true;
    });
    await setImmediate();
    expect(isStopped).toBe(false);
    goOn.resolve();
    await Promise.all([tick, stopped]);
    await scene.deliverer.idle();
    expect(late).toBe(0);
    expect(scene.poster.posted).toEqual([]);
  });
});

describe('a process that ends', () => {
  type Step = 'claim' | 'renew' | 'posting' | 'finish';

  /** From this call on nothing of the ledger ever returns, as if the process had been killed. Resolves when it has come so far. */
  function endsAt(step: Step, when: 'before' | 'after'): Promise<void> {
    const never = () => new Promise<never>(() => {});
    const reached = Promise.withResolvers<void>();
    scene.startAnew('ended', (store): Store => {
      let ended = false;
      const end = () => {
        ended = true;
        reached.resolve();
        return never();
      };
      const slots = Object.fromEntries(
        Object.entries(store.slots).map(([name, call]) => [
          name,
          async (...given: unknown[]) => {
            if (ended) return never();
            if (name === step && when === 'before') return end();
            const result = await (call as (...given: unknown[]) => Promise<unknown>)(...given);
            return name === step ? end() : result;
          },
        ]),
      );
      return { ...store, slots: slots as unknown as SlotLedger }; // every call of it is there
    });
    return reached.promise;
  }

  test.each([
    ['claim', 'before', 'done'],
    ['claim', 'after', 'done'],
    ['renew', 'before', 'done'],
    ['renew', 'after', 'done'],
    ['posting', 'before', 'done'],
    ['posting', 'after', 'unknown'],
    ['finish', 'before', 'unknown'],
    ['finish', 'after', 'done'],
  ] as const)(
    'at %s, %s it: the slot is %s in the end, and there is one message at most',
    async (step, when, end) => {
      const reached = endsAt(step, when);
      scene.at(DUE);
      void scene.deliverer.tick();
      await reached;
      scene.startAnew('next');
      for (let at = DUE; at < DUE + HOUR; at += MINUTE) await scene.tickAt(at);
      expect(await scene.slot()).toMatchObject({ state: end });
      expect(scene.poster.posted.length).toBeLessThanOrEqual(1);
      if (end === 'done') expect(scene.poster.posted).toHaveLength(1);
      else expect(scene.poster.told).toMatchObject([{ news: { kind: 'unknown' } }]);
    },
  );
});

test('a digest that is deleted while it is due leaves nothing behind', async () => {
  await scene.store.slots.claim(keyAt(DUE), 'dead', 0);
  await scene.store.digests.delete('T1', 'd1');
  await scene.store.slots.claim(keyAt(DUE), 'dead', 0);
  await scene.tickAt(DUE);
  expect(await scene.slot()).toBeUndefined();
});

async function digestOf(store: Store): Promise<Digest> {
  const digest = await store.digests.get('T1', 'd1');
  if (!digest) throw new Error('no digest');
  return digest;
}

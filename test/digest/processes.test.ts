import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOUR, MINUTE, WEEK } from '../../src/domain/duration.ts';
import type { SlotLedger } from '../../src/store/slot-ledger.ts';
import type { Store } from '../../src/store/store.ts';
import { DUE, refused, type Scene, setScene } from './setup.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

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
    const digest = await scene.digest();
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

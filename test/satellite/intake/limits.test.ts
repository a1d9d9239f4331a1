import { describe, expect, test } from 'vitest';
import { createCrowd } from '../../../src/satellite/intake/crowd.ts';
import { createGate } from '../../../src/satellite/intake/gate.ts';
import { IntakeError } from '../../../src/satellite/intake/intake-error.ts';
import { createRateLimit } from '../../../src/satellite/intake/rate-limit.ts';

/** Work that goes on until it is told to end. */
function work() {
  const { promise, resolve } = Promise.withResolvers<void>();
  const state = { began: false };
  return {
    state,
    end: resolve,
    run: async () => {
      state.began = true;
      await promise;
    },
  };
}

test('a rate limit lets a burst through, then one after the other, each by itself', () => {
  let now = 0;
  const limit = createRateLimit({ perSecond: 2, burst: 3, now: () => now });
  for (let each = 0; each < 3; each++) limit('a');
  expect(() => limit('a')).toThrow(IntakeError);
  limit('b');
  now += 500;
  limit('a');
  expect(() => limit('a')).toThrow(IntakeError);
  now += 3_600_000;
  for (let each = 0; each < 3; each++) limit('a');
  expect(() => limit('a')).toThrow(IntakeError);
});

test('a crowd refuses what is too many of one, and goes on when one ends, also by an error', async () => {
  const crowd = createCrowd({ most: 1 });
  const first = work();
  const running = crowd('a', first.run);
  await expect(crowd('a', first.run)).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 1 });
  await crowd('b', async () => {});
  first.end();
  await running;
  await expect(crowd('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await crowd('a', async () => 'done')).toBe('done');
});

describe('a gate', () => {
  test('lets so many through at once, the others in their order, and no more wait than it says', async () => {
    const gate = createGate({ atOnce: 1, waiting: 1 });
    const [first, second] = [work(), work()];
    const going = [gate(first.run), gate(second.run)];
    await expect(gate(async () => {})).rejects.toMatchObject({ code: 'unavailable' });
    expect([first.state.began, second.state.began]).toEqual([true, false]);
    first.end();
    await going[0];
    expect(second.state.began).toBe(true);
    second.end();
    await going[1];
    expect(await gate(async () => 'free')).toBe('free');
  });

  test('goes on after an error', async () => {
    const gate = createGate({ atOnce: 1, waiting: 5 });
    const outcomes = await Promise.allSettled([
      gate(() => Promise.reject(new Error('broken'))),
      gate(async () => 'next'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});

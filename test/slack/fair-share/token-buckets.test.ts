import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenBuckets } from '../../../src/slack/fair-share/token-buckets.ts';

test('so many at once, then so many a second, for each key by itself', () => {
  let now = 0;
  const take = tokenBuckets({ burst: 3, perSecond: 2 }, () => now);
  const takes = (key: string, times: number) =>
    Array.from({ length: times }, () => take(key)).filter(Boolean).length;
  expect(takes('a', 10)).toBe(3);
  expect(takes('b', 10)).toBe(3);
  now += 1;
  expect(takes('a', 10)).toBe(2);
  now += 3_600;
  expect(takes('a', 10)).toBe(3);
});

test('in any span never more than the burst and what the span brings', () => {
  const steps = fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(steps, (pauses) => {
      let now = 0;
      const take = tokenBuckets({ burst: 5, perSecond: 2 }, () => now);
      const taken = pauses.filter((pause) => {
        now += pause;
        return take('a');
      }).length;
      expect(taken).toBeLessThanOrEqual(5 + 2 * now + 1e-6);
    }),
  );
});

test('keys that came once are forgotten, and a key in need is not', () => {
  let now = 0;
  const take = tokenBuckets({ burst: 1, perSecond: 1 }, () => now);
  for (let each = 0; each < 10_000; each++) take(`key-${each}`);
  now += 0.5;
  expect(take('key-3')).toBe(false);
});

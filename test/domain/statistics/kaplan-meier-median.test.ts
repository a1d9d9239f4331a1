import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kaplanMeierMedian } from '../../../src/domain/statistics/kaplan-meier-median.ts';
import { median } from '../../../src/domain/statistics/median.ts';

function km(...list: readonly (readonly [duration: number, recovered: boolean])[]) {
  return kaplanMeierMedian(
    Uint32Array.from(list, ([duration]) => duration),
    Uint8Array.from(list, ([, recovered]) => (recovered ? 1 : 0)),
  );
}

test('without open incidents it is the ordinary median, not the lower of the middle two', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 40 }), (durations) => {
      const sorted = Uint32Array.from(durations).sort();
      expect(km(...durations.map((duration) => [duration, true] as const))).toBe(median(sorted));
    }),
  );
});

test('the remission times of Freireich (1963) under 6-MP: 23 weeks', () => {
  const recovered = [6, 6, 6, 7, 10, 13, 16, 22, 23];
  const censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
  expect(
    km(...recovered.map((at) => [at, true] as const), ...censored.map((at) => [at, false] as const)),
  ).toBe(23);
});

test('it is not reached where most are open, and null where there are none', () => {
  expect(km([10, true], [20, false], [30, false])).toBe('not reached');
  expect(km([10, false])).toBe('not reached');
  expect(km()).toBeNull();
});

test('open incidents make it no shorter: the resolved ones alone flatter a slow service', () => {
  const resolved = [10, 20, 30].map((at) => [at, true] as const);
  expect(km(...resolved)).toBe(20);
  expect(km(...resolved, [500, false], [500, false])).toBe(30);
});

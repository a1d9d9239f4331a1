import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hodgesLehmann } from '../../../src/domain/statistics/hodges-lehmann.ts';
import { pairwiseDifference } from '../../../src/domain/statistics/pairwise-difference.ts';
import { rankSumBelow, shiftOrder } from '../../../src/domain/statistics/rank-sum.ts';
import { rankSumTest } from '../../../src/domain/statistics/rank-sum-test.ts';
import { smallestNoticeable } from '../../../src/domain/statistics/smallest-noticeable.ts';

const logs = (values: readonly number[]) => Float64Array.from(values, Math.log).sort();
const minutes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 6, maxLength: 25 });

function differences(now: Float64Array, before: Float64Array): Float64Array {
  return Float64Array.from([...now].flatMap((x) => [...before].map((y) => x - y))).sort();
}

describe('the ratio', () => {
  test('of incidents that take half as long is a half', () => {
    const before = [10, 14, 20, 33, 47, 60, 95];
    const found = hodgesLehmann(logs(before.map((value) => value / 2)), logs(before));
    expect(found?.ratio).toBeCloseTo(0.5, 12);
  });

  test('needs six episodes on each side', () => {
    const six = logs([1, 2, 3, 4, 5, 6]);
    expect(hodgesLehmann(six, logs([1, 2, 3, 4, 5]))).toBeNull();
    expect(hodgesLehmann(logs([]), six)).toBeNull();
    expect(hodgesLehmann(six, six)).not.toBeNull();
  });

  test('and its interval are order statistics of all pairs', () => {
    fc.assert(
      fc.property(minutes, minutes, (first, second) => {
        const [now, before] = [logs(first), logs(second)];
        const all = differences(now, before);
        const k = shiftOrder(now.length, before.length);
        const found = hodgesLehmann(now, before);
        expect(found?.interval[0]).toBe(Math.exp(all[k - 1] ?? Number.NaN));
        expect(found?.interval[1]).toBe(Math.exp(all[all.length - k] ?? Number.NaN));
        const middle = ((all[(all.length - 1) >> 1] ?? 0) + (all[all.length >> 1] ?? 0)) / 2;
        expect(found?.ratio).toBeCloseTo(Math.exp(middle), 12);
      }),
    );
  });

  test('of samples beyond a thousand stays what it is within a fraction of a percent', () => {
    const normal = (n: number, shift: number) =>
      Float64Array.from({ length: n }, (_, index) => shift + Math.log((index + 0.5) / (n - index - 0.5)));
    const found = hodgesLehmann(normal(9_000, 0.3), normal(7_000, 0));
    expect(found?.ratio).toBeCloseTo(Math.exp(0.3), 3);
    const half = Math.log((found?.interval[1] ?? 0) / (found?.interval[0] ?? 1)) / 2;
    // The same without thinning, by its asymptotic formula for the logistic distribution.
    expect(half).toBeCloseTo(1.96 * Math.sqrt(3 * (1 / 9_000 + 1 / 7_000)), 2);
  });
});

describe('the k-th difference', () => {
  test('is that of the sorted list, ties and all', () => {
    const sample = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(sample, sample, fc.nat(), (first, second, seed) => {
        const [xs, ys] = [Float64Array.from(first).sort(), Float64Array.from(second).sort()];
        const all = differences(xs, ys);
        const k = (seed % all.length) + 1;
        expect(pairwiseDifference(xs, ys, k)).toBe(all[k - 1]);
      }),
    );
  });
});

describe('the rank-sum distribution', () => {
  test('is that of all ways to deal the ranks', () => {
    // Of 2 and 3: the ten ways give 0, 1, 2, 2, 3, 3, 4, 4, 5, 6.
    expect([0, 1, 2, 3, 4, 5, 6].map((u) => Math.round(10 * rankSumBelow(u, 2, 3)))).toEqual([
      1, 2, 4, 6, 8, 9, 10,
    ]);
  });

  test('has the critical values of the tables (two-sided, 5 %)', () => {
    const critical = (m: number, n: number) => shiftOrder(m, n) - 1;
    expect([critical(6, 6), critical(8, 8), critical(10, 10), critical(20, 20), critical(5, 12)]).toEqual([
      5, 13, 23, 127, 11,
    ]);
  });

  test('goes over into the normal approximation without a jump', () => {
    expect(Math.abs(shiftOrder(49, 49) / 49 ** 2 - shiftOrder(50, 50) / 50 ** 2)).toBeLessThan(0.003);
    expect(rankSumBelow(900, 49, 49)).toBeCloseTo(rankSumBelow(900 * (50 / 49) ** 2, 50, 50), 2);
  });

  test('p ≤ 5 % exactly where the interval of the ratio excludes 1', () => {
    fc.assert(
      fc.property(minutes, minutes, fc.integer({ min: 1, max: 5 }), (first, second, factor) => {
        const [now, before] = [logs(first.map((value) => value * factor)), logs(second)];
        const [low, high] = hodgesLehmann(now, before)?.interval ?? [1, 1];
        expect(rankSumTest(now, before) <= 0.05).toBe(low > 1 || high < 1);
      }),
    );
  });

  test('an empty side shows no difference', () => {
    expect(rankSumTest(logs([]), logs([1, 2]))).toBe(1);
  });
});

test('the smallest noticeable change is wider than the interval, and never below what counts as one', () => {
  expect(smallestNoticeable([0.5, 2], 1.18)).toBeCloseTo(Math.exp(Math.log(2) * 1.4294), 3);
  expect(smallestNoticeable([0.99, 1.01], 1.18)).toBe(1.18);
});

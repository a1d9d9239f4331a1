import fc from 'fast-check';
import { expect, test } from 'vitest';
import { median } from '../../../src/domain/statistics/median.ts';
import { quantile } from '../../../src/domain/statistics/quantile.ts';

test('agrees with R type 7', () => {
  expect(median([1, 2, 3, 4, 10])).toBe(3);
  expect(quantile([1, 2, 3, 4, 10], 0.9)).toBeCloseTo(7.6, 12);
});

test('the median of an even number is between the middle two, not the lower one', () => {
  expect(median([10, 20, 30, 40])).toBe(25);
});

test('none has no quantile, one is its own', () => {
  expect(median([])).toBeNull();
  expect(quantile([7], 0.9)).toBe(7);
});

test('divides a sample as its definition says', () => {
  const samples = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (sample, p) => {
      const sorted = sample.toSorted((one, other) => one - other);
      // The piecewise linear function through (k ÷ (n − 1), x of rank k).
      let expected = sorted[0] ?? Number.NaN;
      for (let k = 1; k < sorted.length; k++) {
        const [from, to] = [(k - 1) / (sorted.length - 1), k / (sorted.length - 1)];
        const [low, high] = [sorted[k - 1] ?? 0, sorted[k] ?? 0];
        if (p >= from) expected = low + ((high - low) * (Math.min(p, to) - from)) / (to - from);
      }
      expect(quantile(Uint32Array.from(sorted), p)).toBeCloseTo(expected, 4);
    }),
  );
});

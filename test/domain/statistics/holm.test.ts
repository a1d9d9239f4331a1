import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holm } from '../../../src/domain/statistics/holm.ts';

test('steps down from the smallest and stops at the first that is too great', () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([true, false, false, true]);
  expect(holm([])).toEqual([]);
  expect(holm([0.05])).toEqual([true]);
});

test('rejects no less than Bonferroni, no more than without correction, and in any order the same', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 0.2, noNaN: true }), { maxLength: 30 }), (pValues) => {
      const rejected = holm(pValues);
      pValues.forEach((p, index) => {
        if (p <= 0.05 / pValues.length) expect(rejected[index]).toBe(true);
        if (p > 0.05) expect(rejected[index]).toBe(false);
      });
      expect(holm(pValues.toReversed()).toReversed()).toEqual(rejected);
    }),
  );
});

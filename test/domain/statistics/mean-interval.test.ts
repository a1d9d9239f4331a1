import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../src/domain/duration.ts';
import { isBandCertain } from '../../../src/domain/statistics/band-certainty.ts';
import { meanInterval } from '../../../src/domain/statistics/mean-interval.ts';

const durations = (...values: number[]) => Uint32Array.from(values).sort();

test('fewer than six have none, equal ones have no width', () => {
  expect(meanInterval(durations())).toBeNull();
  expect(meanInterval(durations(60))).toBeNull();
  expect(meanInterval(durations(60, 61, 62, 63, 64))).toBeNull();
  expect(meanInterval(durations(60, 60, 60, 60, 60, 60))).toEqual([60, 60]);
});

test('the same durations give the same bytes, whatever was computed before', () => {
  const sample = durations(60, 120, 600, 900, 1_800, 7_200, 40_000);
  const first = meanInterval(sample);
  meanInterval(durations(1, 2, 3, 4, 5, 6, 7));
  expect(JSON.stringify(meanInterval(sample))).toBe(JSON.stringify(first));
  // Pinned: kept reports are compared with what they said.
  expect(first?.map(Math.round)).toMatchInlineSnapshot(`
    [
      60,
      34074,
    ]
  `);
});

test('one long incident among short ones makes the mean uncertain upwards, and no further than can be believed', () => {
  const [low, high] = meanInterval(durations(...Array<number>(9).fill(5 * MINUTE), 13 * HOUR)) ?? [0, 0];
  expect(low).toBeLessThan(30 * MINUTE);
  expect(high).toBeGreaterThan(2 * HOUR);
  expect(high).toBeLessThan(13 * HOUR);
});

test('resampling and the approximation above a thousand agree where they meet', () => {
  const skewed = (n: number) =>
    Uint32Array.from({ length: n }, (_, index) => Math.round(-3_600 * Math.log(1 - (index + 0.5) / n)));
  const [low, high] = meanInterval(skewed(1_000)) ?? [0, 0];
  const [lowAbove, highAbove] = meanInterval(skewed(1_001)) ?? [0, 0];
  expect(Math.abs(low / lowAbove - 1)).toBeLessThan(0.01);
  expect(Math.abs(high / highAbove - 1)).toBeLessThan(0.01);
});

test('it holds the mean, and scales with the durations', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 100_000 }), { minLength: 6, maxLength: 40 }), (values) => {
      const sorted = durations(...values);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const [low, high] = meanInterval(sorted) ?? [Number.NaN, Number.NaN];
      expect(low).toBeLessThanOrEqual(mean);
      expect(high).toBeGreaterThanOrEqual(mean);
      expect(low).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 50 },
  );
});

test('a band is certain when the interval crosses no cut; a cut belongs to the slower band', () => {
  expect(isBandCertain([10 * MINUTE, 59 * MINUTE])).toBe(true);
  expect(isBandCertain([10 * MINUTE, HOUR])).toBe(false);
  expect(isBandCertain([HOUR, 23 * HOUR])).toBe(true);
  expect(isBandCertain(null)).toBe(false);
});

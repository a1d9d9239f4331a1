import fc from 'fast-check';
import { expect, test } from 'vitest';
import { medianInterval } from '../../../src/domain/statistics/median-interval.ts';

const upTo = (n: number) => Uint32Array.from({ length: n }, (_, index) => index + 1);

test.each([
  [6, 1, 6],
  [10, 2, 9],
  [20, 6, 15],
  [50, 18, 33],
  [100, 40, 61],
])('of %i incidents it runs from the %ith to the %ith', (n, low, high) => {
  expect(medianInterval(upTo(n))).toEqual([low, high]);
});

test('there is none for fewer than six', () => {
  for (const n of [0, 1, 5]) expect(medianInterval(upTo(n))).toBeNull();
});

test('it is the narrowest that misses at most 2.5 % on each side, at any size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 6, max: 900 }), (n) => {
      const [low, high] = medianInterval(upTo(n)) ?? [0, 0];
      expect(low + high).toBe(n + 1);
      // P(fewer than k of n lie below the median) for k = low, and for one more.
      expect(binomialBelow(low, n)).toBeLessThanOrEqual(0.025);
      expect(binomialBelow(low + 1, n)).toBeGreaterThan(0.025);
    }),
    { numRuns: 60 },
  );
});

test('a hundred thousand incidents have one too, as the normal approximation has it', () => {
  const [low] = medianInterval(upTo(100_000)) ?? [0];
  expect(Math.abs(low - (50_000 - 0.98 * Math.sqrt(100_000)))).toBeLessThan(2);
});

/** P(B < k) for B binomial of n and one half, in whole numbers. */
function binomialBelow(k: number, n: number): number {
  let sum = 0n;
  let term = 1n;
  for (let i = 0; i < k; i++) {
    sum += term;
    term = (term * BigInt(n - i)) / BigInt(i + 1);
  }
  return Number((sum * 10n ** 12n) / 2n ** BigInt(n)) / 1e12;
}

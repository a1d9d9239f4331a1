import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../src/domain/duration.ts';
import { recoveryStatistics } from '../../../src/domain/statistics/recovery-statistics.ts';

test('the example of the SEI documentation: 60, 30 and 180 minutes are 1h 30m, High', () => {
  expect(recoveryStatistics(Uint32Array.of(30 * MINUTE, HOUR, 3 * HOUR))).toMatchObject({
    n: 3,
    mean: 90 * MINUTE,
    median: HOUR,
    total: 270 * MINUTE,
    band: 'High',
  });
});

test('no incidents are no data: not 0, and no band', () => {
  expect(recoveryStatistics(new Uint32Array())).toBeNull();
});

test('a recovery of zero seconds is a recovery', () => {
  expect(recoveryStatistics(Uint32Array.of(0))).toMatchObject({ n: 1, mean: 0, p90: 0, band: 'Elite' });
});

test('everything lies between the shortest and the longest', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1 }), (durations) => {
      const statistics = recoveryStatistics(Uint32Array.from(durations).sort());
      expect(statistics).not.toBeNull();
      if (statistics === null) return;
      const { min, max, mean, median, p90, n, total } = statistics;
      expect(min).toBe(Math.min(...durations));
      expect(max).toBe(Math.max(...durations));
      expect(mean).toBeCloseTo(total / n, 6);
      for (const value of [mean, median, p90]) {
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(max);
      }
    }),
  );
});

import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../src/domain/duration.ts';
import { changed, report, statistics } from '../report-fixture.ts';
import { lines } from './answered.ts';

describe('faster or slower', () => {
  const faster = changed({ verdict: 'clearly faster', ratio: 0.6, ratioInterval: [0.4, 0.82] });
  const earlier = (median: number, mean: number) => ({
    ...report().previous,
    recovery: statistics({ n: 12, mean, median }),
  });

  test('what is clear stands in the first line, how sure it is in the second', () => {
    const [first, second] = lines({ change: faster, previous: earlier(70 * MINUTE, 3 * HOUR) });
    expect(first).toBe(
      'checkout: MTTR 1h 39m (mean of 14 incidents, last 30 days), clearly faster than the 30 days before',
    );
    expect(second).toBe(
      'Typical 42m now, 1h 10m in the 30 days before (12 incidents). Incidents take ×0.6 as long (95 %: ×0.4 to ×0.82).',
    );
  });

  test('where a few long ones moved the mean the other way, nobody takes it for a change of the mean', () => {
    const [first, second] = lines({ change: faster, previous: earlier(70 * MINUTE, HOUR) });
    expect(first).toBe(
      'checkout: MTTR 1h 39m (mean of 14 incidents, last 30 days), but typically clearly faster than the 30 days before',
    );
    expect(second).toMatch(/ MTTR was 1h then: a few long ones make the difference\.$/);
  });

  test('where storms turn the medians round, it says that each counts once', () => {
    const [, second] = lines({ change: faster, previous: earlier(33 * MINUTE, 3 * HOUR) });
    expect(second).toBe(
      'Typical 42m now, 33m in the 30 days before (12 incidents). With every storm counted once, incidents take ×0.6 as long (95 %: ×0.4 to ×0.82).',
    );
  });

  test('a change that is certain and small is not called unknown', () => {
    const change = changed({ ratio: 1.1, ratioInterval: [1.02, 1.19] });
    expect(lines({ change })[1]).toBe(
      'Faster or slower? Not clearly: typical 33m in the 30 days before (12 incidents); the change is about ×1.1 (×1.02 to ×1.2), and clear begins at 15 %.',
    );
  });

  test('today is compared with yesterday', () => {
    expect(lines({}, 'last=1d')[1]).toContain('typical 33m yesterday, up to the same time (12 incidents);');
    expect(lines({ previous: { ...report().previous, recovery: null } }, 'last=1d')).toContain(
      'Faster or slower? Nothing to compare: no incidents yesterday, up to the same time.',
    );
  });

  test.each([
    ['last=7d', 'in the 7 days before'],
    ['month=2026-10', 'in September 2026'],
    ['week=2026-W47', 'in the week before (24 Sep–24 Oct, 12 incidents)'],
  ])('of %s the period before is named', (text, name) => {
    const previous = {
      ...report().previous,
      window: {
        start: Date.UTC(2026, 8, 24) / 1000,
        end: report().definition.window.start,
        zone: 'UTC',
      },
    };
    expect(lines({ previous }, text)[1]).toContain(name);
  });

  test('a period that is not covered is no comparison', () => {
    const previous = { ...report().previous, covered: false, recovery: null };
    expect(lines({ previous, change: null })).toContain(
      'No comparison: the data does not cover the 30 days before.',
    );
  });

  test('a period without incidents is none either', () => {
    const previous = { ...report().previous, recovery: null };
    expect(lines({ previous })).toContain(
      'Faster or slower? Nothing to compare: no incidents in the 30 days before.',
    );
  });
});

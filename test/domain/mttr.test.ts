import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Filter, matching } from '../../src/domain/filter.ts';
import { tableOf } from '../../src/domain/incident-table.ts';
import { incidents, instant } from '../fixtures/incident.ts';
import { NOVEMBER, numbers } from '../fixtures/mttr.ts';

test('the example of the SEI documentation', () => {
  const window = { start: instant('2024-01-01T00:00Z'), end: instant('2024-01-08T00:00Z'), zone: 'UTC' };
  const { recovery, trend } = numbers(
    [
      { createdAt: '2024-01-01T00:00Z', resolvedAt: '2024-01-01T01:00Z' },
      { createdAt: '2024-01-02T04:30Z', resolvedAt: '2024-01-02T05:00Z' },
      { createdAt: '2024-01-05T06:00Z', resolvedAt: '2024-01-05T09:00Z' },
    ],
    { window },
  );
  expect(recovery).toMatchObject({ n: 3, mean: 90 * 60, band: 'High' });
  expect(trend.bucket).toBe('day');
  expect(trend.points.map(({ statistics }) => statistics && statistics.mean / 60)).toEqual([
    60,
    30,
    null,
    null,
    180,
    null,
    null,
  ]);
});

test('an empty window is no data: no number, no band, no row', () => {
  const { recovery, groups, movers, trend } = numbers([]);
  expect(recovery).toBeNull();
  expect(groups.rows).toEqual([]);
  expect(movers).toEqual([]);
  expect(trend.points.every(({ statistics }) => statistics === null)).toBe(true);
});

test('count, mean and median are of the same incidents', () => {
  const { recovery } = numbers([
    { recovery: '10m' },
    { recovery: '20m' },
    { recovery: '30m', ending: 'merge' },
    { recovery: -5 },
    { recovery: null },
  ]);
  expect(recovery).toMatchObject({ n: 2, mean: 15 * 60, median: 15 * 60, total: 30 * 60 });
});

test('nothing stops at ten thousand incidents', () => {
  expect(numbers(Array.from({ length: 12_000 }, () => ({}))).recovery?.n).toBe(12_000);
});

test('a slow service shows by what is still open, with the oldest', () => {
  const open = tableOf(
    incidents(
      { recovery: null, createdAt: '2026-11-20T10:00Z' },
      { recovery: null, createdAt: '2026-09-01T10:00Z' },
      { recovery: null, createdAt: '2026-08-01T10:00Z', service: 'ledger' },
    ),
  );
  const filter: Filter = [{ field: 'service', operator: 'equals', values: ['checkout'] }];
  expect(numbers([], { open, filter }).open).toEqual({ count: 2, oldestRow: 1 });
});

test('the finest of days, weeks and months that gives at most 20 points', () => {
  const upTo = (end: string) =>
    numbers([], { window: { start: instant('2026-01-05T00:00Z'), end: instant(end), zone: 'UTC' } }).trend;
  expect(upTo('2026-01-25T00:00Z')).toMatchObject({ bucket: 'day', points: { length: 20 } });
  expect(upTo('2026-01-26T00:00Z')).toMatchObject({ bucket: 'week', points: { length: 3 } });
  expect(upTo('2026-05-25T00:00Z')).toMatchObject({ bucket: 'week', points: { length: 20 } });
  expect(upTo('2026-05-26T00:00Z')).toMatchObject({ bucket: 'month', points: { length: 5 } });
  expect(upTo('2029-05-26T00:00Z')).toMatchObject({ bucket: 'month', points: { length: 20 } });
});

test('the newest day is not shown as complete when it is not', () => {
  const window = { start: instant('2026-11-20T00:00Z'), end: instant('2026-11-22T08:55Z'), zone: 'UTC' };
  expect(numbers([], { window }).trend.points.map(({ label, complete }) => [label, complete])).toEqual([
    ['20 Nov', true],
    ['21 Nov', true],
    ['22 Nov', false],
  ]);
});

test('says how well a field is known that the question needs, among the incidents it is about', () => {
  const list = [{ severities: ['critical'] }, {}, {}, { service: 'ledger' }];
  const filter: Filter = [
    { field: 'service', operator: 'equals', values: ['checkout'] },
    { field: 'severity', operator: 'equals', values: ['critical'] },
  ];
  const { partlyKnown, recovery } = numbers(list, { filter });
  expect(partlyKnown).toEqual([{ field: 'severity', share: 1 / 3 }]);
  expect(recovery?.n).toBe(1);
  expect(numbers(list).partlyKnown).toEqual([]);
});

test('the same incidents give the same numbers in whatever order they come', () => {
  const option = fc.record({
    recovery: fc.option(fc.integer({ min: -10, max: 100_000 })),
    service: fc.option(fc.constantFrom('a', 'b', 'c')),
    teams: fc.uniqueArray(fc.constantFrom('x', 'y', 'z')),
    createdAt: fc.integer({ min: NOVEMBER.start, max: NOVEMBER.end - 200_000 }),
  });
  fc.assert(
    fc.property(
      fc.array(option, { maxLength: 40 }),
      fc.constantFrom('service', 'team', 'week'),
      (list, by) => {
        const numbered = list.map((each, index) => ({ ...each, number: index }));
        const [one, other] = [numbered, numbered.toReversed()].map((order) => {
          const {
            population,
            populationBefore: _,
            selected,
            rules,
            movers,
            open,
            ...rest
          } = numbers(order, {
            by: [by],
          });
          return {
            ...rest,
            endedBy: population.endedBy,
            selected: selected.length,
            rules,
            open: open.count,
            movers: movers.map(({ row, ...mover }) => ({ ...mover, number: population.table.number[row] })),
          };
        });
        expect(other).toEqual(one);
      },
    ),
  );
});

test('every group has what its own incidents give', () => {
  const option = fc.record({ recovery: fc.nat({ max: 9999 }), service: fc.constantFrom('a', 'b', 'c', 'd') });
  fc.assert(
    fc.property(fc.array(option, { maxLength: 40 }), (list) => {
      const table = tableOf(incidents(...list));
      for (const { label, statistics } of numbers(list).groups.rows) {
        const filter: Filter = [{ field: 'service', operator: 'equals', values: [label] }];
        expect(matching(table, filter)).toHaveLength(statistics.n);
        expect(numbers(list, { filter }).recovery).toEqual(statistics);
      }
    }),
  );
});

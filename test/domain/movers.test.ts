import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE } from '../../src/domain/duration.ts';
import { matching } from '../../src/domain/filter.ts';
import { tableOf } from '../../src/domain/incident-table.ts';
import { movers } from '../../src/domain/movers.ts';
import { populationOf } from '../../src/domain/population.ts';
import { incidents } from '../fixtures/incident.ts';

function moversOf(...recoveries: readonly number[]) {
  const table = tableOf(incidents(...recoveries.map((recovery) => ({ recovery }))));
  return movers(populationOf(table, matching(table, [])));
}

test('names the incident without which the mean would be another', () => {
  const [first] = moversOf(10 * MINUTE, 20 * MINUTE, 600 * MINUTE);
  expect(first).toEqual({ row: 2, recovery: 600 * MINUTE, meanWithout: 15 * MINUTE });
});

test('a single incident moves nothing, nor do equal ones', () => {
  expect(moversOf(60)).toEqual([]);
  expect(moversOf()).toEqual([]);
  expect(moversOf(60, 60, 60)).toEqual([]);
});

test('of equal changes the older incident comes first, in whatever order they lie in the table', () => {
  const times = ['2026-11-03T00:00Z', '2026-11-01T00:00Z', '2026-11-02T00:00Z', '2026-11-04T00:00Z'];
  const list = times.map((createdAt, index) => ({
    createdAt,
    recovery: index === 3 ? 40 : 0,
    number: index,
  }));
  for (const order of [list, list.toReversed()]) {
    const table = tableOf(incidents(...order));
    const found = movers(populationOf(table, matching(table, [])));
    expect(found.map(({ row }) => table.number[row])).toEqual([3, 1, 2]);
  }
});

test('no other incident changes the mean more: as if each were left out in turn', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 500 }), { minLength: 2, maxLength: 30 }), (recoveries) => {
      const mean = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0) / list.length;
      const changes = recoveries
        .map((_, left) => Math.abs(mean(recoveries.filter((_, index) => index !== left)) - mean(recoveries)))
        .toSorted((one, other) => other - one)
        .filter((change) => change > 1e-9)
        .slice(0, 3);
      const found = moversOf(...recoveries).map(({ meanWithout }) =>
        Math.abs(meanWithout - mean(recoveries)),
      );
      expect(found).toHaveLength(changes.length);
      found.forEach((change, index) => {
        expect(change).toBeCloseTo(changes[index] ?? Number.NaN, 6);
      });
    }),
  );
});

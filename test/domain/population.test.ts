import { expect, test } from 'vitest';
import { matching } from '../../src/domain/filter.ts';
import { tableOf } from '../../src/domain/incident-table.ts';
import { populationOf } from '../../src/domain/population.ts';
import { type IncidentOptions, incidents } from '../fixtures/incident.ts';

function population(...list: readonly IncidentOptions[]) {
  const table = tableOf(incidents(...list));
  return populationOf(table, matching(table, []));
}

test('an open incident is counted beside the number, not as a recovery of zero hours', () => {
  const { recovery, unresolved } = population({ recovery: '1h' }, { recovery: null });
  expect([...recovery]).toEqual([3600]);
  expect(unresolved).toBe(1);
});

test('a merged incident does not count; the one it went into does', () => {
  const { rows, merged } = population({ recovery: '4m', ending: 'merge' }, { recovery: '1h' });
  expect([...rows]).toEqual([1]);
  expect(merged).toBe(1);
});

test('a negative duration is a clock error, zero seconds is a recovery', () => {
  const { recovery, clockErrors } = population({ recovery: -60 }, { recovery: 0 });
  expect([...recovery]).toEqual([0]);
  expect(clockErrors).toBe(1);
});

test('a reopened incident that is open again has left the number', () => {
  expect(population({ recovery: null, status: 'acknowledged' }).rows).toHaveLength(0);
});

test('says how the counted ones ended', () => {
  const { endedBy } = population(
    { ending: 'person' },
    { ending: 'monitor' },
    { ending: 'monitor' },
    { ending: 'timeout' },
    { ending: 'unknown' },
    { ending: 'merge' },
    { recovery: null },
  );
  expect(endedBy).toEqual({ person: 1, monitor: 2, timeout: 1, unknown: 1 });
});

test('every incident is counted, or left out for one reason', () => {
  const { table, rows, merged, clockErrors, unresolved } = population(
    {},
    { ending: 'merge', recovery: -1 },
    { recovery: -1 },
    { recovery: null },
    { recovery: '3d' },
  );
  expect(rows.length + merged + clockErrors + unresolved).toBe(table.length);
});

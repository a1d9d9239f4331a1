import { describe, expect, test } from 'vitest';
import { tableOf } from '../../src/domain/incident-table.ts';
import { incidents, reference } from '../fixtures/incident.ts';
import { NOVEMBER, numbers } from '../fixtures/mttr.ts';

test('counts incidents whatever became of them, but not merged ones', () => {
  const { counts } = numbers(
    [{}, { recovery: null }, { recovery: -5 }, { ending: 'merge' }, { service: 'ledger' }],
    { metric: 'count', track: 'created', before: tableOf(incidents({ createdAt: '2026-10-10T10:00Z' })) },
  );
  expect(counts).toMatchObject({ total: 4, of: 4, before: 1, overlapping: false, zonesAssumed: 0 });
  expect(counts?.rows.map(({ label, count, of }) => [label, count, of])).toEqual([
    ['checkout', 3, 4],
    ['ledger', 1, 4],
  ]);
});

test('a day without incidents has none: for a count that is a number', () => {
  const window = { ...NOVEMBER, end: NOVEMBER.start + 3 * 86_400 };
  const { counts } = numbers([{ createdAt: '2026-11-02T10:00Z' }], { metric: 'count', window });
  expect(counts?.trend.points.map(({ count }) => count)).toEqual([0, 1, 0]);
});

describe('after hours', () => {
  const zones = new Map([
    [reference('Dana').id, 'Europe/Berlin'],
    [reference('Kim').id, 'America/New_York'],
  ]);
  const afterHours = (...list: readonly { at: string; responders?: string[] }[]) =>
    numbers(
      list.map(({ at, responders }) => ({ createdAt: at, ...(responders && { responders }) })),
      { metric: 'after-hours', track: 'created', zones, by: ['user'] },
    );

  test('is outside nine to five on weekdays, by the clock of who works on it', () => {
    // Friday 20 November 2026: 16:59 and 17:00 in Berlin, 10:59 and 11:00 in New York.
    const { counts } = afterHours(
      { at: '2026-11-20T15:59Z', responders: ['Dana', 'Kim'] },
      { at: '2026-11-20T16:00Z', responders: ['Dana', 'Kim'] },
      { at: '2026-11-20T13:59Z', responders: ['Kim'] },
      { at: '2026-11-21T12:00Z', responders: ['Dana'] },
      { at: '2026-11-22T12:00Z', responders: ['Nobody'].slice(1) },
      { at: '2026-11-22T12:00Z' },
    );
    expect(counts).toMatchObject({ total: 3, of: 5, zonesAssumed: 0 });
    expect(counts?.rows.map(({ label, count, of }) => [label, count, of])).toEqual([
      ['Dana', 2, 3],
      ['Kim', 1, 3],
    ]);
  });

  test('follows the clock changes of each zone', () => {
    // Berlin left summer time on 25 October 2026: 08:30 of the clock was after nine the Friday before.
    const list = [
      { at: '2026-10-23T07:30Z', responders: ['Dana'] },
      { at: '2026-10-26T07:30Z', responders: ['Dana'] },
    ];
    const window = { start: NOVEMBER.start - 30 * 86_400, end: NOVEMBER.end, zone: 'UTC' };
    const { counts } = numbers(
      list.map(({ at, responders }) => ({ createdAt: at, responders })),
      { metric: 'after-hours', track: 'created', zones, window },
    );
    expect(counts?.total).toBe(1);
  });

  test('where a zone is not known the workspace’s stands for it, and that is said', () => {
    expect(afterHours({ at: '2026-11-20T12:00Z', responders: ['Sam'] }).counts).toMatchObject({
      total: 0,
      of: 1,
      zonesAssumed: 1,
    });
  });
});

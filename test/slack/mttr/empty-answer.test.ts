import { describe, expect, test } from 'vitest';
import { DAY } from '../../../src/domain/duration.ts';
import type { Report } from '../../../src/domain/report.ts';
import { NOW } from '../records.ts';
import { report } from '../report-fixture.ts';
import { freshness, lines, message } from './answered.ts';

describe('an empty answer', () => {
  test('is "no data": never 0, and without a band', () => {
    const empty = lines({ recovery: null, movers: [], trend: { bucket: 'week', points: [] } });
    expect(empty[0]).toBe('checkout: no data (no incident resolved, last 30 days)');
    expect(empty.join('\n')).not.toMatch(/band|MTTR 0|Elite/);
  });

  test('while it is being loaded says so', () => {
    const definition = { ...report().definition, covered: null };
    const loading = lines({
      recovery: null,
      definition,
      freshness: freshness({ state: 'backfilling' }),
      completeTo: null,
    });
    expect(loading[0]).toBe('checkout: the last 30 days are not loaded yet (complete up to 23 Nov 09:55).');
    expect(loading.at(-1)).toBe(
      'Nothing loaded yet · Production is still loading older incidents, complete to <!date^1795424100^{time}|08:55 UTC> · report 7KQ2M',
    );
  });
});

describe('what is not covered is never said to have had no incidents', () => {
  const { definition } = report();
  const firstLine = (change: Partial<Report['definition']>, text: string, state: 'current' | 'backfilling') =>
    lines(
      {
        definition: { ...definition, ...change },
        freshness: freshness({ state, coveredFrom: NOW - 20 * DAY }),
        ...(change.covered === null ? { recovery: null, movers: [] } : {}),
      },
      text,
    )[0];
  const window = (start: number, days: number) => ({ start, end: start + days * DAY, zone: 'UTC' });
  const june = window(Date.UTC(2026, 5, 1) / 1000, 30);
  const november = window(Date.UTC(2026, 10, 1) / 1000, 30);

  test('a part of it is loaded: since when, and that the rest is coming', () => {
    const covered = { ...definition.window, start: NOW - 20 * DAY };
    expect(firstLine({ covered }, 'checkout', 'backfilling')).toBe(
      'checkout: MTTR 1h 39m (mean of 14 incidents since 3 Nov, older ones still loading)',
    );
    expect(firstLine({ covered }, 'checkout', 'current')).toContain('since 3 Nov, where the data begins');
  });

  test('nothing of it is loaded yet, or there is no data of then', () => {
    const nothing = { window: june, covered: null };
    expect(firstLine(nothing, 'month=2026-06', 'backfilling')).toBe(
      'checkout: June 2026 is not loaded yet (complete back to 3 Nov).',
    );
    expect(firstLine(nothing, 'month=2026-06', 'current')).toBe(
      'checkout: no data for June 2026: the data begins on 3 Nov.',
    );
  });

  test('there is nothing to look into or to share, only another time to ask about', () => {
    const change = { recovery: null, movers: [], definition: { ...definition, window: june, covered: null } };
    const { buttons } = message({ kind: 'report', report: report(change) }, 'month=2026-06');
    expect(buttons.map(([label]) => label)).toEqual(['Last 30 days', 'Refresh']);
  });

  test('an account that could not be updated has its status one press away', () => {
    const failing = report({ freshness: freshness({ state: 'failing' }) });
    const { buttons } = message({ kind: 'report', report: failing });
    expect(buttons.at(-1)).toEqual(['Status', 'int-1']);
  });

  test('a month under way is counted so far, one to come has not begun', () => {
    const covered = { ...november, end: NOW };
    expect(firstLine({ window: november, covered }, 'month=2026-11', 'current')).toBe(
      'checkout: MTTR 1h 39m (mean of 14 incidents, November 2026 so far)',
    );
    const later = window(Date.UTC(2027, 1, 1) / 1000, 28);
    expect(firstLine({ window: later, covered: null }, 'month=2027-02', 'current')).toBe(
      'checkout: February 2027 has not begun.',
    );
  });

  test('open ones have no recovery time, and are counted', () => {
    const filter = [{ field: 'status' as const, operator: 'equals' as const, values: ['triggered'] }];
    const open = lines({ recovery: null, movers: [], definition: { ...definition, filter } });
    expect(open[0]).toBe('checkout: 1 open now. Triggered incidents have no recovery time yet.');
    expect(open.join('\n')).toContain('Open now (triggered): 1');
  });
});

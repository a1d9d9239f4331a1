import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/domain/report.ts';
import { NOW } from '../records.ts';
import { report } from '../report-fixture.ts';
import { message } from './answered.ts';

describe('other metrics', () => {
  const counts = {
    total: 7,
    of: 14,
    before: 5,
    rows: [
      { key: 'a', label: 'checkout', count: 5, of: 9 },
      { key: 'b', label: 'ledger', count: 2, of: 5 },
    ],
    overlapping: false,
    trend: {
      bucket: 'week' as const,
      points: [
        { start: NOW - 7 * 86_400, label: 'W46', count: 0, complete: true },
        { start: NOW, label: 'W47', count: 7, complete: true },
      ],
    },
    zonesAssumed: 2,
  };
  const of = (metric: 'mtta' | 'count' | 'after-hours', change: Partial<Report> = {}) =>
    message({
      kind: 'report',
      report: report({ definition: { ...report().definition, metric }, ...change }),
    });

  test('time to acknowledge has its own name and clock, and no band', () => {
    const shown = of('mtta', { notCounted: { ...report().notCounted, notAcknowledged: 3 } });
    expect(shown.text).toContain('checkout: MTTA 1h 39m (mean of 14 incidents, last 30 days)');
    expect(shown.text).toContain('Half were acknowledged within 42m');
    expect(shown.text).toContain('3 not acknowledged');
    expect(shown.text).toContain('Created→first acknowledged');
    expect(shown.text).not.toMatch(/band|Ended by/);
    expect(shown.chart).toMatchObject({ title: 'Median acknowledgement by week (* in part)' });
  });

  test('a count is a number of incidents beside the one before; a week without one is 0', () => {
    const shown = of('count', { counts });
    expect(shown.text.split('\n')[0]).toBe(
      'checkout: 7 incidents resolved (last 30 days); 5 in the 30 days before',
    );
    expect(shown.chart).toMatchObject({
      title: 'Incidents by week',
      chart: { series: [{ data: [{ value: 0 }, { value: 7 }] }] },
    });
    expect(shown.rows).toEqual([
      ['Service', 'Incidents', 'Share'],
      ['checkout', '5', '56 %'],
      ['ledger', '2', '40 %'],
    ]);
  });

  test('a count leaves out what was merged or excluded, and nothing that it counts', () => {
    const notCounted = { merged: 2, clockErrors: 1, unresolved: 3, notAcknowledged: 0 };
    expect(of('count', { counts, notCounted }).text.split('\n')).toContain('Not counted: 2 merged');
    expect(of('after-hours', { counts, notCounted }).text.split('\n')).toContain('Not counted: 2 merged');
  });

  test('after hours says of how many, and whose zone is not known', () => {
    const shown = of('after-hours', { counts });
    expect(shown.text.split('\n')[0]).toBe(
      'checkout: 7 of 14 incidents began after hours (last 30 days); 5 in the 30 days before',
    );
    expect(shown.text).toContain('The time zone of 2 people is not known');
    expect(shown.rows[0]).toEqual(['Service', 'After hours', 'Of', 'Share']);
  });
});

import { describe, expect, test } from 'vitest';
import type { GroupRow, Report } from '../../../src/domain/report.ts';
import { report, statistics } from '../report-fixture.ts';
import { FEW, message } from './answered.ts';

describe('a table', () => {
  const row = (index: number, change: Partial<GroupRow> = {}): GroupRow => ({
    key: `P${index}`,
    label: `service ${index}`,
    statistics: statistics(),
    change: null,
    ...change,
  });
  const table = (rows: readonly GroupRow[], by: Report['groups']['by'] = ['service']) =>
    message({ kind: 'report', report: report({ groups: { by, rows, overlapping: false } }) }, `by=${by}`);

  test('shows ten rows with n and interval, the others are one click away', () => {
    const shown = table(Array.from({ length: 13 }, (_, index) => row(index)));
    expect(shown.rows).toHaveLength(11);
    expect(shown.rows[0]).toEqual(['Service', 'Time lost', 'n', 'MTTR', '95 %']);
    expect(shown.rows[1]).toEqual(['service 0', '23h 6m', '14', '1h 39m', '35m–3h 31m']);
    expect(shown.words).toContain('The first 10 of 13 rows');
    expect(shown.buttons).toContainEqual(['All 13 rows', 'report=7KQ2M last=30d']);
  });

  test('that nobody asked for shows five', () => {
    const rows = Array.from({ length: 13 }, (_, index) => row(index));
    const groups = { by: ['service' as const], rows, overlapping: false };
    expect(message({ kind: 'report', report: report({ groups }) }).rows).toHaveLength(6);
  });

  test('a verdict stands only where it holds for the whole table', () => {
    const judged = { verdict: 'clearly slower', ratio: 2, episodesNow: 9, episodesBefore: 8 } as const;
    const shown = table([
      row(0, { change: { ...judged, verdict: "can't tell" } }),
      row(1, { change: judged }),
      row(2, { statistics: statistics({ ...FEW, n: 2 }) }),
    ]);
    expect(shown.rows.map((cells) => cells.at(-1))).toEqual(['Than before', '–', 'clearly slower', '–']);
    expect(shown.rows[3]?.[4]).toBe('too few');
  });

  test('of teams carries a warning against comparing them', () => {
    expect(table([row(0), row(1)], ['team']).words).toContain('DORA warns against comparing teams');
  });
});

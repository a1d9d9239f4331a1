import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../src/domain/duration.ts';
import type { Report } from '../../../src/domain/report.ts';
import { aboutView, rowsView } from '../../../src/slack/mttr/about-view.ts';
import { exclusion as exclusionRecord } from '../../store/records.ts';
import { NOW } from '../records.ts';
import { changed, pointer, report, statistics } from '../report-fixture.ts';
import { viewOf } from '../view-of.ts';

const RANGE = { kind: 'last', days: 30 } as const;

function about(change: Partial<Report> = {}): string[] {
  return viewOf(aboutView({ report: report(change), range: RANGE, now: NOW })).words.split('\n');
}

describe('about this number', () => {
  test('begins with the number, and says how sure it is', () => {
    expect(about().slice(0, 6)).toEqual([
      'checkout: *MTTR 1h 39m* (mean of 14 incidents, last 30 days)',
      '*How sure is it*',
      'Mean 1h 39m (95 %: 35m–3h 31m) of 14 incidents',
      'Median 42m (95 %: 18m–1h 35m)',
      '9 in 10 within 1h 45m; from 4m to 13h 5m',
      'SEI band High: not certain',
    ]);
  });

  test('says what was compared, and which change one would have noticed', () => {
    const lines = about();
    expect(lines).toContain('An episode takes ×1.3 as long (95 %: ×0.6 to ×2.6)');
    expect(lines.join('\n')).toContain('noticed 8 times in 10 from ×2.4 on (or ×0.42)');
    const few = about({ change: changed({ verdict: 'too few', ratio: null, smallestNoticeable: null }) });
    expect(few.join('\n')).toContain('Verdict: *too few*');
    expect(few.join('\n')).not.toContain('An episode takes');
  });

  test('names what makes it, what lies beside it and what was excluded, by whom and why', () => {
    const exclusion = exclusionRecord({
      integrationId: 'int-1',
      incidentId: 'P9',
      number: 9,
      reason: 'A drill <!here>',
      by: 'UALICE',
      at: NOW,
    });
    const words = about({
      beside: {
        short: 3,
        recurred: 2,
        cleanUp: 1,
        cleanUpNotKnown: 4,
        excluded: { count: 1, list: [{ incident: pointer(9), exclusion }] },
      },
      phases: {
        n: 10,
        neverAcknowledged: 2,
        share: 1,
        waiting: { mean: 6 * MINUTE, median: 4 * MINUTE },
        fixing: { mean: HOUR, median: 38 * MINUTE },
      },
    }).join('\n');
    expect(words).toContain('|#48213> (13h 5m) the mean is 47m');
    expect(words).toContain('Under 2 minutes: 3');
    expect(words).toContain('not known whether somebody was at work on it: 4');
    expect(words).toMatch(/\|#9> excluded by <@UALICE>, <!date.*>: A drill &lt;!here&gt;/);
    expect(words).toContain('Waiting for somebody: median 4m, mean 6m');
  });

  test('says in full how it is measured, and how to have it again', () => {
    const words = about().join('\n');
    expect(words).toContain('Window: 25 Oct 2026 00:00 up to 23 Nov 2026 09:55, Europe/Berlin');
    expect(words).toContain('No MTTR profile: every incident in scope');
    expect(words).toContain('`/sei-mttr report=7KQ2M`');
  });

  test('of no data says no number', () => {
    const words = about({ recovery: null, movers: [], change: null }).join('\n');
    expect(words).toContain('no data');
    expect(words).not.toMatch(/How sure|band|MTTR 0/);
  });
});

describe('all rows', () => {
  const rows = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => ({
      key: `P${index}`,
      label: `${name}${index}`,
      statistics: statistics(),
      change: null,
    }));
  const view = (change: Partial<Report['groups']>) =>
    viewOf(
      rowsView({
        report: report({ groups: { by: ['service'], rows: [], overlapping: false, ...change } }),
        range: RANGE,
        now: NOW,
      }),
    );

  test('are lines with the names of their columns', () => {
    expect(view({ rows: rows(13, 's') }).words).toContain(
      '*s12* · Time lost 23h 6m · n 14 · MTTR 1h 39m · 95 % 35m–3h 31m',
    );
  });

  test('fit into a modal, be there 5,000 with names of 255 characters', () => {
    const { words } = view({ rows: rows(5_000, '<'.repeat(250)) });
    expect(words).toContain('More rows than Slack shows');
    expect(words).not.toContain('<<');
  });
});

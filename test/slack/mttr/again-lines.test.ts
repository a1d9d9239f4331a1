import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../src/domain/duration.ts';
import type { Again } from '../../../src/report/reports.ts';
import { NOW } from '../records.ts';
import { pointer, report } from '../report-fixture.ts';
import { asked, message } from './answered.ts';

describe('a report by its id', () => {
  const again = (change: Partial<Extract<Again, { kind: 'report' }>> = {}) =>
    message(
      {
        kind: 'report',
        report: report(),
        at: NOW - 86_400,
        question: asked('checkout last=30d').question,
        changed: null,
        isSame: true,
        ...change,
      },
      'report=7KQ2M',
    );

  test('shows the same numbers, with the days themselves', () => {
    const shown = again();
    expect(shown.text.split('\n').slice(0, 2)).toEqual([
      'checkout: MTTR 1h 39m (mean of 14 incidents, 25 Oct–23 Nov)',
      expect.stringMatching(/^First made <!date.*\. The same numbers; nothing has changed since\.$/),
    ]);
    expect(shown.buttons).toContainEqual(['The same, as of now', 'service=checkout last=30d']);
  });

  test('says what has changed since, and why', () => {
    const incident = { cause: 'reopened' as const, incident: pointer(48119), was: 2 * HOUR, now: null };
    const shown = again({
      changed: {
        was: { n: 14, mean: 51 * MINUTE },
        now: { n: 13, mean: 44 * MINUTE },
        count: 7,
        incidents: [incident],
      },
    });
    expect(shown.text).toContain('MTTR was 51m (14 incidents), now 44m (13 incidents).');
    expect(shown.text).toContain('|#48119> was reopened: 2h then, not counted now');
    expect(shown.text).toContain('• and 6 more');
  });

  test('of a count says it in incidents, not in times', () => {
    const shown = again({
      report: report({ definition: { ...report().definition, metric: 'count' } }),
      changed: {
        was: { n: 4, mean: null },
        now: { n: 3, mean: null },
        count: 1,
        incidents: [{ cause: 'merged', incident: pointer(48119), was: 'counted', now: null }],
      },
    });
    expect(shown.text).toContain('Asked today it would differ: it was 4 incidents, now 3 incidents.');
    expect(shown.text).toContain('|#48119> was merged into another: counted then, not counted now');
  });

  test('says where the numbers of then are gone', () => {
    expect(again({ isSame: false }).text).toContain('Not the numbers of then');
  });

  test('that nobody knows is said', () => {
    const shown = message({ kind: 'unknown report', id: 'AAAAA' });
    expect(shown.text).toContain('There is no report AAAAA here');
  });
});

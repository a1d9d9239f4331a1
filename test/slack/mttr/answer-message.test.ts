import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/domain/duration.ts';
import { exclusion as exclusionRecord } from '../../store/records.ts';
import { NOW } from '../records.ts';
import { changed, pointer, report, statistics } from '../report-fixture.ts';
import { FEW, freshness, lines, message } from './answered.ts';

test('the answer reads like the mock-up, the first line alone answers', () => {
  expect(lines()).toEqual([
    'checkout: MTTR 1h 39m (mean of 14 incidents, last 30 days)',
    "Faster or slower? Can't tell: typical 33m in the 30 days before (12 incidents); the change could be ×0.6 to ×2.6.",
    'Half were over within 42m (95 %: 18m–1h 35m); 9 in 10 within 1h 45m.',
    'One incident makes the mean: without <https://acme.pagerduty.com/incidents/P48213|#48213> (13h 5m) it is 47m.',
    'Open now: 1 (<https://acme.pagerduty.com/incidents/P48377|#48377>, 6h)',
    'SEI band: High, not certain (mean plausibly 35m–3h 31m)',
    'Median recovery by week (* in part), incidents in brackets: 25 Oct 40m (4) · 7 Nov 51m (6) · 14 Nov* 3h 20m (4)',
    'Ended by: person 9 · monitor 5 · timeout 0',
    'Not counted: 2 merged',
    'Created→resolved · resolved 25 Oct–23 Nov, Berlin · all urgencies',
    'Complete to <!date^1795424100^{time}|08:55 UTC> · report 7KQ2M',
  ]);
});

test.each([
  [1, 'Not counted: 1 resolved before it began (clock error)'],
  [2, 'Not counted: 2 resolved before they began (clock error)'],
])('%i with a wrong clock reads as a sentence', (clockErrors, line) => {
  expect(lines({ notCounted: { ...report().notCounted, merged: 0, clockErrors } })).toContain(line);
});

test('private teams are not left out in silence', () => {
  const definition = { ...report().definition, withoutPrivateTeams: true };
  expect(lines({ definition }).at(-2)).toBe(
    'Created→resolved · resolved 25 Oct–23 Nov, Berlin · all urgencies · without private teams',
  );
});

test('what a damaged file took, and is read again, is said beside the number it may be missing in', () => {
  const readAgain = { start: NOW - 10 * DAY, end: NOW - 8 * DAY };
  expect(lines({ freshness: freshness({ readAgain }) }).at(-1)).toContain(
    'Production: incidents of 13–15 Nov were damaged on disk, are read again, and may be missing here',
  );
});

test('a few incidents: the range is shown and the band is not certain', () => {
  const recovery = statistics({ ...FEW, n: 3, min: 4 * MINUTE, max: 2 * HOUR });
  const few = lines({ recovery, movers: [], change: changed({ verdict: 'too few', ratio: null }) });
  expect(few[1]).toBe(
    'Faster or slower? Too few incidents to tell: typical 33m in the 30 days before (12 incidents).',
  );
  expect(few[2]).toBe('From 4m to 2h; half were over within 42m: too few for more.');
  expect(few).toContain('SEI band: High, not certain: only 3 incidents');
});

test('one incident is called one incident', () => {
  expect(lines({ recovery: statistics({ ...FEW, n: 1 }) })[0]).toBe(
    'checkout: MTTR 1h 39m (one incident, last 30 days)',
  );
});

test('an incident that changes the mean by a little is not named', () => {
  const movers = [{ incident: pointer(1), recovery: 2 * HOUR, meanWithout: 97 * MINUTE }];
  expect(lines({ movers }).join()).not.toContain('makes the mean');
});

describe('what is said only when it matters', () => {
  const beside = report().beside;

  test('a few short incidents are not worth a word, many are', () => {
    expect(lines({ beside: { ...beside, short: 1 } }).join()).not.toContain('2 minutes');
    expect(lines({ beside: { ...beside, short: 4, recurred: 2, cleanUp: 1 } })).toContain(
      'Among them: 4 lasted under 2 minutes · 2 came back within 24 hours · 1 was open for over a week and then just closed',
    );
  });

  test('what was excluded by hand is counted and linked', () => {
    const exclusion = exclusionRecord({
      integrationId: 'int-1',
      incidentId: 'P9',
      number: 9,
      by: 'UALICE',
      at: NOW,
    });
    const excluded = { count: 1, list: [{ incident: pointer(9), exclusion }] };
    expect(lines({ beside: { ...beside, excluded } }).join('\n')).toContain(
      'Not counted: 2 merged · 1 excluded by hand (<https://acme.pagerduty.com/incidents/P9|#9>)',
    );
  });

  test('the phases, and for how many incidents they are known', () => {
    const phases = {
      n: 10,
      neverAcknowledged: 1,
      share: 0.8,
      waiting: { mean: 300, median: 4 * MINUTE },
      fixing: { mean: HOUR, median: 38 * MINUTE },
    };
    expect(lines({ phases })).toContain(
      'Typically acknowledged after 4m, then fixed in 38m (the 10 of 14 that somebody acknowledged; known for 80 %).',
    );
    expect(lines({ phases: { ...phases, share: 0.3 } }).join()).not.toContain('acknowledged');
    expect(lines({ phases: { ...phases, n: 5 } }).join()).not.toContain('acknowledged');
  });

  test('with open incidents counted, the median can be out of reach', () => {
    const open = { ...report().open, medianWithOpen: 'not reached' as const };
    const notCounted = { ...report().notCounted, unresolved: 15 };
    expect(lines({ open, notCounted })).toContain(
      'Counting the 15 still open as not recovered, fewer than half have recovered yet.',
    );
  });

  test('what timed out did not recover; without any such incident the median says it all', () => {
    const open = { ...report().open, medianWithOpen: 51 * MINUTE };
    const endedBy = { ...report().endedBy, timeout: 2 };
    const notCounted = { ...report().notCounted, unresolved: 1 };
    expect(lines({ open, endedBy, notCounted })).toContain(
      'Counting the 1 still open and the 2 that timed out as not recovered, half recover within 51m.',
    );
    expect(lines({ open }).join()).not.toContain('not recovered');
  });
});

test('names cannot ping, link or break the text', () => {
  const shown = message({
    kind: 'report',
    report: report({
      subject: '<!here> & <@U1> <https://evil.example|x>',
      open: {
        count: 1,
        oldest: { ...pointer(7, { url: 'javascript:alert(1)|<!channel>' }), age: 60 },
        medianWithOpen: null,
      },
    }),
  });
  const said = `${shown.text}\n${shown.words}`.replaceAll(/<!date[^>]*>/g, '');
  expect(said).not.toMatch(/<!|<@|evil\.example\|x>|javascript/);
  expect(said).toContain('&lt;!here&gt; &amp; &lt;@U1&gt;');
});

test('a shared answer names who shared it, and cannot be shared again', () => {
  const shown = message({ kind: 'report', report: report() }, 'service=checkout', { sharedBy: 'UBOB' });
  expect(shown.words).toContain('<@UBOB> asked: checkout, last 30 days');
  expect(shown.buttons.map(([label]) => label)).not.toContain('Share');
});

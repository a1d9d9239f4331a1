import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/domain/duration.ts';
import type { GroupRow, Report } from '../../../src/domain/report.ts';
import type { Again, Answer, UnknownReport } from '../../../src/report/reports.ts';
import { answerMessage } from '../../../src/slack/mttr/answer-message.ts';
import { type Asked, plainQuestion } from '../../../src/slack/mttr/asked.ts';
import { parseQuestion } from '../../../src/slack/mttr/question-text.ts';
import { blocksOf } from '../blocks-of.ts';
import { NOW } from '../records.ts';
import { changed, pointer, report, statistics } from '../report-fixture.ts';

/** Below six incidents there are no intervals. */
const FEW = { medianInterval: null, meanInterval: null, bandCertain: false } as const;

function asked(text: string): Asked {
  const parsed = parseQuestion(text);
  if (!parsed.ok) throw new Error(parsed.problem.sentence);
  return parsed.value;
}

function message(
  answer: Answer | Again | UnknownReport,
  text = 'service=checkout',
  options: { chart?: boolean; sharedBy?: string } = {},
) {
  return blocksOf(
    answerMessage(answer, {
      asked: asked(text),
      viewer: { standing: 'viewer', helpers: ['UALICE'] },
      now: NOW,
      chart: options.chart === false ? 'words' : 'native',
      sharedBy: options.sharedBy ?? null,
    }),
  );
}

function lines(change: Partial<Report> = {}, text?: string): string[] {
  return message({ kind: 'report', report: report(change) }, text).text.split('\n');
}

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
  const { freshness } = report();
  const readAgain = { start: NOW - 10 * DAY, end: NOW - 8 * DAY };
  expect(lines({ freshness: [{ ...one(freshness), readAgain }] }).at(-1)).toContain(
    'Production: incidents of 13–15 Nov were damaged on disk, are read again, and may be missing here',
  );
});

test('a period without incidents is left out of the chart, never 0', () => {
  const { chart } = message({ kind: 'report', report: report() });
  expect(chart).toMatchObject({
    title: 'Median recovery by week (* in part)',
    chart: {
      series: [
        {
          data: [
            { label: '25 Oct', value: 0.7 },
            { label: '7 Nov', value: 0.9 },
            { label: '14 Nov*', value: 3.3 },
          ],
        },
      ],
      axis_config: { categories: ['25 Oct', '7 Nov', '14 Nov*'], y_label: 'hours' },
    },
  });
});

test('without the chart the same numbers stand in words', () => {
  const shown = message({ kind: 'report', report: report() }, 'service=checkout', { chart: false });
  expect(shown.chart).toBeUndefined();
  expect(shown.words).toContain(
    'Median recovery by week (* in part), incidents in brackets: 25 Oct 40m (4) · 7 Nov 51m (6) · 14 Nov* 3h 20m (4)',
  );
});

test('the chart takes the last 20 of more points', () => {
  const points = Array.from({ length: 30 }, (_, index) => ({
    start: NOW,
    label: `d${index}`,
    statistics: statistics(),
    complete: true,
  }));
  const { chart } = message({ kind: 'report', report: report({ trend: { bucket: 'day', points } }) });
  expect(chart?.chart).toMatchObject({
    axis_config: { categories: points.slice(10).map(({ label }) => label) },
  });
});

describe('an empty answer', () => {
  test('is "no data": never 0, and without a band', () => {
    const empty = lines({ recovery: null, movers: [], trend: { bucket: 'week', points: [] } });
    expect(empty[0]).toBe('checkout: no data (no incident resolved, last 30 days)');
    expect(empty.join('\n')).not.toMatch(/band|MTTR 0|Elite/);
  });

  test('while it is being loaded says so', () => {
    const definition = { ...report().definition, covered: null };
    const freshness = [{ ...one(report().freshness), state: 'backfilling' as const }];
    const loading = lines({ recovery: null, definition, freshness, completeTo: null });
    expect(loading[0]).toBe('checkout: the last 30 days are not loaded yet (complete up to 23 Nov 09:55).');
    expect(loading.at(-1)).toBe(
      'Nothing loaded yet · Production is still loading older incidents, complete to <!date^1795424100^{time}|08:55 UTC> · report 7KQ2M',
    );
  });
});

describe('what is not covered is never said to have had no incidents', () => {
  const { definition, freshness } = report();
  const firstLine = (change: Partial<Report['definition']>, text: string, state: 'current' | 'backfilling') =>
    lines(
      {
        definition: { ...definition, ...change },
        freshness: [{ ...one(freshness), state, coveredFrom: NOW - 20 * DAY }],
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
    const failing = [{ ...one(freshness), state: 'failing' as const }];
    const { buttons } = message({ kind: 'report', report: report({ freshness: failing }) });
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

describe('faster or slower', () => {
  const faster = changed({ verdict: 'clearly faster', ratio: 0.6, ratioInterval: [0.4, 0.82] });
  const earlier = (median: number, mean: number) => ({
    ...report().previous,
    recovery: statistics({ n: 12, mean, median }),
  });

  test('what is clear stands in the first line, how sure it is in the second', () => {
    const [first, second] = lines({ change: faster, previous: earlier(70 * MINUTE, 3 * HOUR) });
    expect(first).toBe(
      'checkout: MTTR 1h 39m (mean of 14 incidents, last 30 days), clearly faster than the 30 days before',
    );
    expect(second).toBe(
      'Typical 42m now, 1h 10m in the 30 days before (12 incidents). Incidents take ×0.6 as long (95 %: ×0.4 to ×0.82).',
    );
  });

  test('where a few long ones moved the mean the other way, nobody takes it for a change of the mean', () => {
    const [first, second] = lines({ change: faster, previous: earlier(70 * MINUTE, HOUR) });
    expect(first).toBe(
      'checkout: MTTR 1h 39m (mean of 14 incidents, last 30 days), but typically clearly faster than the 30 days before',
    );
    expect(second).toMatch(/ MTTR was 1h then: a few long ones make the difference\.$/);
  });

  test('where storms turn the medians round, it says that each counts once', () => {
    const [, second] = lines({ change: faster, previous: earlier(33 * MINUTE, 3 * HOUR) });
    expect(second).toBe(
      'Typical 42m now, 33m in the 30 days before (12 incidents). With every storm counted once, incidents take ×0.6 as long (95 %: ×0.4 to ×0.82).',
    );
  });

  test('a change that is certain and small is not called unknown', () => {
    const change = changed({ ratio: 1.1, ratioInterval: [1.02, 1.19] });
    expect(lines({ change })[1]).toBe(
      'Faster or slower? Not clearly: typical 33m in the 30 days before (12 incidents); the change is about ×1.1 (×1.02 to ×1.2), and clear begins at 15 %.',
    );
  });

  test('today is compared with yesterday', () => {
    expect(lines({}, 'last=1d')[1]).toContain('typical 33m yesterday, up to the same time (12 incidents);');
    expect(lines({ previous: { ...report().previous, recovery: null } }, 'last=1d')).toContain(
      'Faster or slower? Nothing to compare: no incidents yesterday, up to the same time.',
    );
  });

  test.each([
    ['last=7d', 'in the 7 days before'],
    ['month=2026-10', 'in September 2026'],
    ['week=2026-W47', 'in the week before (24 Sep–24 Oct, 12 incidents)'],
  ])('of %s the period before is named', (text, name) => {
    const previous = {
      ...report().previous,
      window: {
        start: Date.UTC(2026, 8, 24) / 1000,
        end: report().definition.window.start,
        zone: 'UTC',
      },
    };
    expect(lines({ previous }, text)[1]).toContain(name);
  });

  test('a period that is not covered is no comparison', () => {
    const previous = { ...report().previous, covered: false, recovery: null };
    expect(lines({ previous, change: null })).toContain(
      'No comparison: the data does not cover the 30 days before.',
    );
  });

  test('a period without incidents is none either', () => {
    const previous = { ...report().previous, recovery: null };
    expect(lines({ previous })).toContain(
      'Faster or slower? Nothing to compare: no incidents in the 30 days before.',
    );
  });
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
    const exclusion = {
      workspaceId: 'T1',
      id: 'x1',
      integrationId: 'int-1',
      incidentId: 'P9',
      number: 9,
      reason: 'A drill',
      by: 'UALICE',
      at: NOW,
      withdrawn: null,
    };
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

test('the next questions are buttons that ask what they say', () => {
  const { buttons } = message({ kind: 'report', report: report() }, '"R&amp;D" last=7d');
  expect(buttons).toEqual([
    ['14 incidents', 'report=7KQ2M last=30d'],
    ['About this number', 'report=7KQ2M last=30d'],
    ['By priority', 'service="R&amp;D" last=7d by=priority'],
    ['High urgency', 'service="R&amp;D" urgency=high last=7d'],
    ['Last 90 days', 'service="R&amp;D" last=90d'],
    ['Refresh', 'service="R&amp;D" last=7d'],
    ['Share', 'service="R&amp;D" last=7d public'],
    ['Weekly, to me', 'service="R&amp;D" last=7d'],
    ['CSV', 'report=7KQ2M last=30d'],
  ]);
});

test('a question too long for a button leaves the buttons out', () => {
  const name = 'x'.repeat(2_100);
  expect(message({ kind: 'report', report: report({ id: null }) }, `service=${name}`).buttons).toEqual([]);
});

test('a shared answer names who shared it, and cannot be shared again', () => {
  const shown = message({ kind: 'report', report: report() }, 'service=checkout', { sharedBy: 'UBOB' });
  expect(shown.words).toContain('<@UBOB> asked: checkout, last 30 days');
  expect(shown.buttons.map(([label]) => label)).not.toContain('Share');
});

describe('what has to be settled first', () => {
  test('an unknown name: the nearest as buttons', () => {
    const shown = message(
      {
        kind: 'unknown name',
        name: { field: 'service', text: 'chekout' },
        nearest: ['checkout', 'check in'],
      },
      'chekout last=7d',
    );
    expect(shown.text).toBe('No service is called “chekout”. Did you mean: checkout, check in');
    expect(shown.buttons).toEqual([
      ['checkout', 'service=checkout last=7d'],
      ['check in', 'service="check in" last=7d'],
      ['MTTR of all services', 'last=7d'],
    ]);
  });

  test('a time in everyday words: how it is written', () => {
    const name = { field: 'service' as const, text: 'checkout last month' };
    const { text } = message({ kind: 'unknown name', name, nearest: ['checkout'] }, 'checkout last month');
    expect(text).toContain(
      'A time is written `last=7d`, `week=2026-W47` or `month=2026-10`. Did you mean: checkout',
    );
  });

  test('nothing is near: what there is; several names: with commas', () => {
    const name = { field: 'service' as const, text: 'checkout ledger' };
    const others = ['checkout', 'ledger'];
    expect(message({ kind: 'unknown name', name, nearest: [], others }, 'checkout ledger').text).toBe(
      'No service is called “checkout ledger”. Nothing has a name like it. Some services: checkout, ledger',
    );
    const apart = message(
      { kind: 'unknown name', name, nearest: [], others, apart: others },
      'checkout ledger',
    );
    expect(apart.text).toContain('Several names need commas: `checkout,ledger`.');
    expect(apart.buttons[0]).toEqual(['checkout and ledger', 'service=checkout,ledger last=30d']);
    const none = {
      kind: 'unknown name',
      name: { field: 'collection', text: 'x' },
      nearest: [],
      others: [],
    } as const;
    expect(message(none).text).toContain('There are no collections yet.');
  });

  test('an ambiguous name: a menu, each option asks with an id', () => {
    const shown = message({
      kind: 'ambiguous',
      name: { field: 'service', text: 'checkout' },
      candidates: [
        { id: 'PAAA', name: 'checkout', integration: 'Production' },
        { id: 'PBBB', name: 'checkout', integration: 'Staging' },
      ],
    });
    expect(shown.options).toEqual([
      ['checkout (Production)', 'service=PAAA last=30d'],
      ['checkout (Staging)', 'service=PBBB last=30d'],
    ]);
  });

  test('an ambiguous name in a question too long for a menu: buttons', () => {
    const shown = message(
      {
        kind: 'ambiguous',
        name: { field: 'service', text: 'checkout' },
        candidates: [
          { id: 'PAAA', name: 'checkout', integration: 'Production' },
          { id: 'PBBB', name: 'checkout', integration: 'Staging' },
        ],
      },
      `service=checkout team="${'Platform '.repeat(15)}"`,
    );
    expect(shown.options).toEqual([]);
    expect(shown.buttons).toHaveLength(2);
  });

  test('severity is not ingested: the question without it', () => {
    const shown = message(
      { kind: 'not ingested', needs: 'severity' },
      'checkout severity=critical by=severity',
    );
    expect(shown.text).toBe('Alert severity is not loaded from PagerDuty yet, so nothing can be said by it.');
    expect(shown.buttons).toEqual([['Ask without severity', 'service=checkout last=30d']]);
  });

  test('nothing is connected: a member learns who can help, an admin gets the button', () => {
    expect(message({ kind: 'no integrations' }).text).toContain('<@UALICE> can help.');
    const admin = answerMessage(
      { kind: 'no integrations' },
      {
        asked: { question: plainQuestion, public: false, csv: false, reportId: null },
        viewer: { standing: 'admin', helpers: [] },
        now: NOW,
        chart: 'native',
        sharedBy: null,
      },
    );
    expect(blocksOf(admin).buttons).toEqual([['Connect PagerDuty', undefined]]);
  });
});

function one<Item>([first]: readonly Item[]): Item {
  if (first === undefined) throw new Error('There is none.');
  return first;
}

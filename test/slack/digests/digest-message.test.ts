import { expect, test } from 'vitest';
import type { DigestReport } from '../../../src/digest/digest-report.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/duration.ts';
import { digestMessage } from '../../../src/slack/digests/digest-message.ts';
import { blocksOf } from '../blocks-of.ts';
import { NOW } from '../records.ts';
import { changed, pointer, statistics } from '../report-fixture.ts';
import { digest, digestReport, facts, lost, restated, weeks } from './digest-fixture.ts';

const shown = (change: Partial<DigestReport> = {}, chart: 'native' | 'words' = 'native') => {
  const message = digestMessage(digestReport(change), chart, NOW);
  const blocks = blocksOf(message);
  return {
    ...blocks,
    /** Paragraphs and small print, without the buttons. */
    lines: blocks.words.split('\n').filter((line) => line !== ''),
    thread: message.thread === null ? null : blocksOf(message.thread),
  };
};

const quiet = { isQuiet: true, facts: facts({ recovery: null }), open: { count: 0, oldest: [] } };

test('the digest of the mock-up, line by line', () => {
  expect(shown().lines).toEqual([
    '*Payments: MTTR 1h 8m* last week (16–22 Nov), 9 incidents, half within 35m.',
    'No clear change: last 4 weeks typical 37m, the 12 before 33m (×0.8 to ×1.5).',
    '*Needs a look:* <https://acme.pagerduty.com/incidents/P48377|#48377> checkout, open 2d 6h.',
    '*Where the 10h 16m went*',
    '*5h 10m*  ledger, 1 incident',
    '*3h 3m*  checkout, 4 incidents, MTTR 45m',
    '*1h 28m*  payouts, 3 incidents, MTTR 29m',
    '*35m*  fraud, 1 incident',
    'One incident moves the mean most: without <https://acme.pagerduty.com/incidents/P48301|#48301> (5h 10m) it is 38m.',
    `Created→resolved · resolved 16–22 Nov, Berlin · urgency high · complete to <!date^${NOW}^{time}|08:55 UTC> · report 7KQ2M`,
  ]);
});

test('with everything that can be said it has twelve lines, and the thread the rest', () => {
  const rows = Array.from({ length: 140 }, (_, index) => lost(`service ${index}`, 2, 300 - index));
  const { lines, thread } = shown({
    facts: facts({
      groups: { by: ['service'], rows, overlapping: false },
      definition: {
        ...facts().definition,
        covered: { ...facts().definition.window, start: facts().definition.window.start + DAY },
      },
    }),
    restatements: [restated, restated],
    stale: [{ name: 'Production', completeTo: NOW - DAY }],
    late: 5 * HOUR,
    targetMet: false,
    digest: digest({ target: 45 * MINUTE }),
  });
  expect(lines).toHaveLength(12);
  expect(lines.join('\n')).toContain('139 others, 278 incidents');
  expect(thread?.words).toContain('service 23');
});

test('a week that had incidents and has none any more, and the other way round', () => {
  const line = (was: number | null, now: number | null) =>
    shown({
      restatements: [
        { ...restated, changed: { ...restated.changed, was: { n: 1, mean: was }, now: { n: 1, mean: now } } },
      ],
    }).lines.find((each) => each.startsWith('Changed since'));
  expect(line(null, 44 * MINUTE)).toContain('week 46 had none resolved, now 44m');
  expect(line(44 * MINUTE, null)).toContain('week 46 was 44m, now none resolved');
});

test('stale data and a trend in words leave room for twelve lines and no more', () => {
  const rows = Array.from({ length: 8 }, (_, index) => lost(`service ${index}`, 2, 60 + index));
  const { lines } = shown(
    {
      facts: facts({ groups: { by: ['service'], rows, overlapping: false } }),
      restatements: [restated],
      stale: [{ name: 'Production', completeTo: NOW - DAY }],
      late: 5 * HOUR,
    },
    'words',
  );
  expect(lines.length).toBeLessThanOrEqual(12);
});

test('stale data is said before the number, so is a digest that comes late', () => {
  const { lines, text } = shown({
    stale: [{ name: 'Production <!here>', completeTo: NOW - 12 * HOUR }],
    late: 5 * HOUR,
    dueAt: NOW - 5 * HOUR,
  });
  expect(lines.slice(0, 2)).toEqual([
    '*Data complete only to Sun 22 Nov 21:55 Berlin* (Production &lt;!here&gt;): the numbers may still change.',
    'Due Mon 23 Nov 04:55 Berlin, 5h ago: it could not be sent in time.',
  ]);
  expect(text.split('\n')[0]).toMatch(/^Data complete only to Sun 22 Nov/);
});

test('an account that never came in makes it say that not all is here', () => {
  const { lines } = shown({
    stale: ['A', 'B', 'C'].map((name) => ({ name, completeTo: null })),
  });
  expect(lines[0]).toBe(
    '*Not all data is here:* A, B and 1 more could not be loaded in time. The numbers may still change.',
  );
});

test.each([
  [{ total: 4, disabled: [] }, 'All 4 services enabled.'],
  [{ total: 1, disabled: [] }, 'Its one service is enabled.'],
  [{ total: 4, disabled: ['fraud'] }, '1 of 4 services disabled or in maintenance: fraud.'],
  [{ total: 9, disabled: ['a', 'b', 'c', 'd'] }, '4 of 9 services disabled or in maintenance: a, b, c, ….'],
] as const)('a quiet week is one line: %o', (services, words) => {
  const { lines, buttons, thread, chart } = shown({ ...quiet, services });
  expect(lines).toEqual([`*Payments:* no incidents resolved last week (16–22 Nov), none open. ${words}`]);
  expect(buttons).toEqual([['Change or stop', 'd1']]);
  expect([thread, chart]).toEqual([null, undefined]);
});

test('nothing resolved, and something open: no number, and what is open', () => {
  const { lines } = shown({ facts: facts({ recovery: null, movers: [] }) });
  expect(lines[0]).toBe('*Payments: no incidents resolved* last week (16–22 Nov), 1 open now.');
  expect(lines[2]).toContain('Needs a look');
});

test('the first week ever: since when it counts, and that a comparison takes time', () => {
  const { window } = facts().definition;
  const first = facts({
    definition: { ...facts().definition, covered: { ...window, start: window.start + 3 * DAY } },
  });
  const { lines, chart } = shown({ facts: first, verdict: 'too early', trend: weeks(null, 35) });
  expect(lines[0]).toBe('*Counted from 19 Nov on:* there the data begins.');
  expect(lines[2]).toBe('Faster or slower? Too early to tell: that takes 16 weeks of data.');
  expect(chart).toBeUndefined();
});

test('where nothing of the week is loaded there is no number and no verdict about it', () => {
  const none = facts({ definition: { ...facts().definition, covered: null }, recovery: null });
  const { lines, thread } = shown({ facts: none, verdict: 'too early' });
  expect(lines[0]).toMatch(/^\*Payments:\* /);
  expect(lines.join()).not.toContain('MTTR');
  expect(thread).toBeNull();
});

test.each([
  ['clearly slower', '*Clearly slower:* last 4 weeks typical 52m, the 12 before 33m (×1.2 to ×2.4).'],
  ['clearly faster', '*Clearly faster:* last 4 weeks typical 52m, the 12 before 33m (×1.2 to ×2.4).'],
  ['too few', 'Too few incidents to tell faster from slower: last 4 weeks typical 52m, the 12 before 33m.'],
] as const)('the verdict says %s in words', (verdict, line) => {
  const { verdict: plain } = digestReport();
  if (typeof plain === 'string') throw new Error('There is one.');
  const change = changed({
    verdict,
    ratioInterval: verdict === 'too few' ? null : [1.2, 2.4],
    typicalNow: 52 * MINUTE,
    typicalBefore: 33 * MINUTE,
  });
  expect(shown({ verdict: { ...plain, change } }).lines[1]).toBe(line);
});

test.each([
  [true, 'Target 1h 30m: met.'],
  [false, 'Target 1h 30m: *missed*.'],
])('a target is met or missed in words (%s)', (targetMet, words) => {
  const { lines } = shown({ targetMet, digest: digest({ target: 90 * MINUTE }) });
  expect(lines[0]).toContain(words);
});

test('an open incident needs a look only after the days that were chosen', () => {
  const open = { count: 3, oldest: [{ ...pointer(7), age: 3 * HOUR }] };
  expect(shown({ open }).lines[2]).toMatch(/^Open now: .*#7.* checkout, open 3h; 2 more open\.$/);
});

test('an earlier number that changed is told with its reason', () => {
  const { lines, thread } = shown({ restatements: [restated] });
  expect(lines.at(-2)).toBe(
    'Changed since: week 46 was 51m, now 44m: <https://acme.pagerduty.com/incidents/P48119|#48119> was reopened.',
  );
  expect(thread?.words).toContain('Week 46 was 51m, now 44m:');
});

test('a restatement that leaves the mean as it is shown tells the numbers of incidents', () => {
  const same = {
    ...restated,
    changed: { ...restated.changed, was: { n: 7, mean: 3000 }, now: { n: 6, mean: 3010 } },
  };
  expect(shown({ restatements: [same] }).lines.at(-2)).toContain('was 50m of 7, now 50m of 6');
});

test.each([
  [1, 'one incident.'],
  [2, '2 incidents (20m and 1h 3m).'],
])('few incidents are told as they are (%i)', (n, words) => {
  const recovery = statistics({ n, min: 20 * MINUTE, max: 63 * MINUTE });
  expect(shown({ facts: facts({ recovery }) }).lines[0]).toContain(words);
});

test('one service with all of it is a sentence; teams that overlap are not summed', () => {
  const one = facts({ groups: { by: ['service'], rows: [lost('ledger', 9, 616)], overlapping: false } });
  expect(shown({ facts: one }).lines).toContain('All of the 10h 16m went to ledger.');
  const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => lost(name, 2, 60));
  const teams = facts({ groups: { by: ['team'], rows, overlapping: true } });
  const { lines } = shown({ facts: teams, digest: digest({ by: 'team' }) });
  expect(lines).toContain('*Where the 10h 16m went by team*');
  expect(lines).toContain('and 3 others');
});

test('equal hours stand in the order of their names, whatever order they came in', () => {
  const rows = ['b', 'c', 'a'].map((name) => lost(name, 2, 60));
  const labels = shown({ facts: facts({ groups: { by: ['service'], rows, overlapping: false } }) }).lines;
  expect(labels.filter((line) => line.startsWith('*1h*')).map((line) => line.split('  ')[1]?.[0])).toEqual([
    'a',
    'b',
    'c',
  ]);
});

test('the chart, or the same in words; the text says it either way', () => {
  const words = 'Median recovery by week, incidents in brackets: 31 Aug 31m (6)';
  expect(shown().chart).toBeDefined();
  expect(shown().text).toContain(words);
  const inWords = shown({}, 'words');
  expect(inWords.chart).toBeUndefined();
  expect(inWords.words).toContain(words);
});

test('the text for notifications holds the whole verdict, without asterisks', () => {
  const { text } = shown({ restatements: [restated], targetMet: false, digest: digest({ target: 2_700 }) });
  for (const part of ['MTTR 1h 8m', 'Target 45m: missed', 'No clear change', 'Needs a look', 'Changed since'])
    expect(text).toContain(part);
  expect(text).not.toMatch(/\*[A-Z]/);
});

test('buttons: those incidents, a question of one’s own, and change or stop', () => {
  expect(shown().buttons).toEqual([
    ['9 incidents', 'report=7KQ2M last=30d'],
    ['Ask', 'collection=Payments last=30d zone=Europe/Berlin'],
    ['Change or stop', 'd1'],
  ]);
  const unkept = shown({
    facts: facts({ id: null }),
    digest: digest({ by: 'priority', collectionId: null }),
  });
  expect(unkept.buttons[0]?.[1]).toBe('from=2026-11-16 to=2026-11-22 by=priority zone=Europe/Berlin');
});

test('names of 255 characters, of markup and of nothing do no harm', () => {
  const name = '<!channel> & '.repeat(20).slice(0, 255);
  const long = facts({
    subject: name,
    groups: { by: ['service'], rows: [lost(name, 1, 60), lost(`${name}2`, 2, 30)], overlapping: false },
    movers: [],
  });
  const { words, thread } = shown({
    subject: name,
    facts: long,
    open: {
      count: 10,
      oldest: Array.from({ length: 10 }, (_, index) => ({
        ...pointer(index, { title: name, service: name }),
        age: DAY,
      })),
    },
    services: { total: 300, disabled: Array.from({ length: 300 }, () => name) },
    stale: [{ name, completeTo: null }],
  });
  expect(`${words}${thread?.words}`).not.toContain('<!channel>');
});

test('weeks, two weeks and months are called what they are', () => {
  const { schedule } = digest();
  expect(shown({ digest: digest({ schedule: { ...schedule, every: 'two weeks' } }) }).lines[0]).toContain(
    'in the last two weeks (',
  );
  expect(shown({ digest: digest({ schedule: { ...schedule, every: 'month' } }) }).lines[0]).toContain(
    'in November (',
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Condition, FILTER_FIELDS } from '../../../src/domain/filter.ts';
import { type Asked, plainQuestion } from '../../../src/slack/mttr/asked.ts';
import { canonicalText } from '../../../src/slack/mttr/canonical-text.ts';
import { parseQuestion } from '../../../src/slack/mttr/question-text.ts';
import { GROUPINGS, KNOWN_VALUES, METRICS, TRACKS } from '../../../src/slack/mttr/vocabulary.ts';

/** The canonical form of what was read: the shortest way to say what the parser understood. */
function read(text: string): string {
  const parsed = parseQuestion(text);
  return parsed.ok ? canonicalText(parsed.value) : `! ${parsed.problem.sentence}`;
}

function suggestion(text: string): string | null {
  const parsed = parseQuestion(text);
  return parsed.ok ? null : parsed.problem.suggestion;
}

test('no arguments ask for the last 30 days, tracked by resolution', () => {
  expect(parseQuestion('')).toEqual({
    ok: true,
    value: { question: plainQuestion, public: false, csv: false, reportId: null },
  });
});

describe('what people type', () => {
  test.each([
    ['checkout', 'service=checkout last=30d'],
    ['payment api', 'service="payment api" last=30d'],
    ['service=payment api last=4w', 'service="payment api" last=28d'],
    ['service: payment api', 'service="payment api" last=30d'],
    ['checkout, payments', 'service=checkout,payments last=30d'],
    ['service=checkout,payments priority=P1,P2', 'service=checkout,payments priority=P1,P2 last=30d'],
    ['service = "a, b" , c', 'service="a, b",c last=30d'],
    ['last=12w by=week checkout public csv', 'service=checkout last=84d by=week public csv'],
    ['PRIORITY=P1 priority=P2', 'priority=P1,P2 last=30d'],
    ['urgency=HIGH', 'urgency=high last=30d'],
    ['week=2026-w7', 'week=2026-W07'],
    ['month=2026-10', 'month=2026-10'],
    ['from=2026-10-01 to=2026-10-31', 'from=2026-10-01 to=2026-10-31'],
    ['by=service,priority track=created', 'last=30d by=service,priority track=created'],
    ['metric=mtta team=Core', 'team=Core metric=mtta last=30d'],
    ['zone=europe/berlin', 'last=30d zone=Europe/Berlin'],
    ['report=7kq2m', 'report=7KQ2M last=30d'],
    ['web:v2', 'service="web:v2" last=30d'],
    ["Dana's service", 'service="Dana\'s service" last=30d'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('what Slack makes of it', () => {
  test.each([
    ['service=“payment api”', 'service="payment api" last=30d'],
    ['service=„payment api“ last=7d', 'service="payment api" last=7d'],
    ['«payment api»', 'service="payment api" last=30d'],
    ['service=‘payment api’ by=day', 'service="payment api" last=30d by=day'],
    ['payment\u00a0api\u202f last=7d', 'service="payment api" last=7d'],
    ['<#C0123|checkout>', 'service=checkout last=30d'],
    ['user=<@U0123|dana>', 'user=dana last=30d'],
    ['user=<mailto:dana@example.com|dana@example.com>', 'user=dana@example.com last=30d'],
    ['service="R&amp;D &lt;core&gt;"', 'service="R&amp;D &lt;core&gt;" last=30d'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

test('a number alone is days', () => {
  expect(read('last=90')).toBe('last=90d');
});

test('open is what is triggered or acknowledged', () => {
  expect(read('status=open')).toBe('status=triggered,acknowledged last=30d');
});

describe('what is not understood is said', () => {
  test.each([
    ['prioritty=P1', "I don't know `prioritty=`. Did you mean `priority=`?", 'priority=P1'],
    ['servce: x', "I don't know `servce=`. Did you mean `service=`?", 'service=x'],
    ['by=servce', "I don't know `by=servce`. Did you mean service?", 'by=service'],
    ['urgency=hihg', "I don't know `urgency=hihg`. Did you mean high?", 'urgency=high'],
    ['urgency=urgent last=7d', "I don't know `urgency=urgent`. I know high, low.", 'urgency=high last=7d'],
    [
      'checkout zone=Berlin public',
      'I know no time zone “Berlin”. Did you mean Europe/Berlin?',
      'checkout zone=Europe/Berlin public',
    ],
    ['zone=Berlin', 'I know no time zone “Berlin”. Did you mean Europe/Berlin?', 'zone=Europe/Berlin'],
    ['service=', '`service=` needs a value.', 'service=checkout'],
    [
      'from=2026-02-30 to=2026-03-01',
      'There is no day “2026-02-30” between 2000 and 2099. Write it as 2026-11-22.',
      'last=30d',
    ],
    ['week=2025-W53', '2025 has no week 53: its weeks are 1 to 52.', 'last=30d'],
    [
      'from=2026-10-02 to=2026-10-01',
      'The range runs backwards: 2026-10-02 is after 2026-10-01.',
      'from=2026-10-01 to=2026-10-02',
    ],
    ['last=7d month=2026-10', 'Give one range: last=, from= with to=, week= or month=.', 'last=30d'],
    ['last=soon', 'I did not understand last=soon. Write days or weeks: last=30d, last=12w.', 'last=30d'],
    ['by=service,team,week', '`by=` takes one or two, for example by=service,priority.', 'by=service,team'],
    ['last=7d last=8d', 'Give `last=` once: I read 7d and 8d.', 'last=7d'],
  ])('%s', (text, sentence, suggested) => {
    expect(read(text)).toBe(`! ${sentence}`);
    expect(suggestion(text)).toBe(suggested);
  });
});

describe('for every text', () => {
  const pieces = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      ' ',
      ',',
      '=',
      ':',
      '"',
      '“',
      '’',
      '\\',
      '<@U1>',
      '<#C1|x>',
      '&amp;',
      '\u00a0',
      '<',
      'public',
    ),
    fc.constantFrom('service', 'last=30d', 'by=', 'week=2026-W47', 'zone=', 'UTC', 'priority', 'P1'),
  );
  const text = fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(''));

  test('the parser answers, and reads its own canonical form as the same question', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const parsed = parseQuestion(typed);
        if (parsed.ok) expect(parseQuestion(canonicalText(parsed.value))).toEqual(parsed);
        else expect(parsed.problem.sentence).not.toBe('');
      }),
      { numRuns: 2_000 },
    );
  });

  test('4,000 characters of quotes are read quickly enough to finish', () => {
    expect(parseQuestion('"\' '.repeat(1_400)).ok).toBeTypeOf('boolean');
  });
});

test('every question that can be asked survives being written down', () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .map((value) =>
      value.replace(/[\s\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u00AD]/gu, ' ').trim(),
    )
    .filter((value) => value !== '');
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 3 });
  const free = FILTER_FIELDS.filter((key) => KNOWN_VALUES[key] === undefined);
  const filter = fc
    .subarray(free)
    .chain((fields) =>
      fc.tuple(
        ...fields.map((field) => names.map((values): Condition => ({ field, operator: 'equals', values }))),
      ),
    );
  const asked: fc.Arbitrary<Asked> = fc.record({
    question: fc.record({
      filter,
      collection: fc.option(name),
      metric: fc.constantFrom(...METRICS),
      track: fc.constantFrom(...TRACKS),
      range: fc.oneof(
        fc.record({ kind: fc.constant('last' as const), days: fc.integer({ min: 1, max: 3660 }) }),
        fc.record({
          kind: fc.constant('week' as const),
          year: fc.integer({ min: 2000, max: 2099 }),
          week: fc.integer({ min: 1, max: 52 }),
        }),
        fc.record({
          kind: fc.constant('month' as const),
          year: fc.integer({ min: 2000, max: 2099 }),
          month: fc.integer({ min: 1, max: 12 }),
        }),
        fc.constant({ kind: 'dates' as const, from: '2026-10-01', to: '2026-10-31' }),
      ),
      by: fc.uniqueArray(fc.constantFrom(...GROUPINGS), { maxLength: 2 }),
      zone: fc.option(fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu')),
    }),
    public: fc.boolean(),
    csv: fc.boolean(),
    reportId: fc.option(fc.constantFrom('7KQ2M', 'ABCDE')),
  });
  fc.assert(
    fc.property(asked, (value) => {
      expect(parseQuestion(canonicalText(value))).toEqual({ ok: true, value });
    }),
    { numRuns: 1_000 },
  );
});

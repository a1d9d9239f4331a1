import { describe, expect, test } from 'vitest';
import { FILTER_FIELDS } from '../../../src/domain/filter.ts';
import { parseQuestion } from '../../../src/slack/mttr/question-text.ts';
import { GROUPINGS, type Key, METRICS, TRACKS, valuesOf } from '../../../src/slack/mttr/vocabulary.ts';

/** What is asked back about a text that is not understood. */
function askedBack(text: string): { sentence: string; suggestion: string | null } {
  const parsed = parseQuestion(text);
  if (parsed.ok) throw new Error(`${text} was taken for a question.`);
  return parsed.problem;
}

const SLIPS: Readonly<Record<Key, string>> = {
  service: 'sevice',
  integration: 'intergation',
  priority: 'prioritty',
  urgency: 'urgncy',
  severity: 'sevirity',
  user: 'usr',
  team: 'taem',
  status: 'staus',
  collection: 'colection',
  metric: 'metirc',
  report: 'reprot',
  last: 'lats',
  from: 'form',
  to: 'ot',
  week: 'wek',
  month: 'monht',
  by: 'yb',
  track: 'trak',
  zone: 'zon',
};

describe('a slip in the name of an option', () => {
  test.each(Object.entries(SLIPS))('%s= is what %s= means', (meant, typed) => {
    const { sentence, suggestion } = askedBack(`${typed}=x`);
    expect(sentence).toBe(`I don't know \`${typed}=\`. Did you mean \`${meant}=\`?`);
    expect(suggestion).toBe(`${meant}=x`);
  });
});

const VALUES: readonly (readonly [option: string, typed: string, meant: string])[] = [
  ['urgency', 'hgih', 'high'],
  ['urgency', 'lwo', 'low'],
  ['severity', 'critcal', 'critical'],
  ['severity', 'eror', 'error'],
  ['severity', 'warnign', 'warning'],
  ['severity', 'ifno', 'info'],
  ['severity', 'unkown', 'unknown'],
  ['status', 'trigered', 'triggered'],
  ['status', 'acknowleged', 'acknowledged'],
  ['status', 'resovled', 'resolved'],
  ['status', 'opne', 'open'],
  ['status', 'unresovled', 'unresolved'],
  ['status', 'closd', 'closed'],
  ['metric', 'mtrt', 'mttr'],
  ['metric', 'mmta', 'mtta'],
  ['metric', 'conut', 'count'],
  ['metric', 'afterhours', 'after-hours'],
  ['by', 'servcie', 'service'],
  ['by', 'priorty', 'priority'],
  ['by', 'urgancy', 'urgency'],
  ['by', 'severty', 'severity'],
  ['by', 'taem', 'team'],
  ['by', 'usre', 'user'],
  ['by', 'statsu', 'status'],
  ['by', 'dya', 'day'],
  ['by', 'weke', 'week'],
  ['by', 'mounth', 'month'],
  ['track', 'resolvd', 'resolved'],
  ['track', 'craeted', 'created'],
  ['track', 'udpated', 'updated'],
];

describe('a slip in a value', () => {
  test.each(VALUES)('%s=%s is %s', (option, typed, meant) => {
    const { sentence, suggestion } = askedBack(`checkout ${option}=${typed} last=7d`);
    expect(sentence).toBe(`I don't know \`${option}=${typed}\`. Did you mean ${meant}?`);
    expect(suggestion).toBe(`checkout ${option}=${meant} last=7d`);
  });

  test('of every value there is one here', () => {
    const known = [
      ...FILTER_FIELDS.flatMap((field) => valuesOf(field).map((value) => [field, value])),
      ...METRICS.map((value) => ['metric', value]),
      ...GROUPINGS.map((value) => ['by', value]),
      ...TRACKS.map((value) => ['track', value]),
    ];
    const tried = VALUES.map(([option, , meant]) => [option, meant]);
    expect(tried.toSorted()).toEqual(known.toSorted());
  });

  test.each([
    [
      'status=broken',
      'I know triggered, acknowledged, resolved, open, unresolved, closed.',
      'status=resolved',
    ],
    ['urgency=urgent', 'I know high, low.', 'urgency=high'],
    ['by=colour', `I know ${GROUPINGS.join(', ')}.`, 'by=service'],
    ['metric=speed', 'I know mttr, mtta, count, after-hours.', 'metric=mttr'],
  ])('%s is like none: all of them are named, and one is offered', (text, words, offered) => {
    const { sentence, suggestion } = askedBack(text);
    expect(sentence).toContain(words);
    expect(suggestion).toBe(offered);
  });
});

describe('values that are no list', () => {
  test.each([
    ['zone=Europe/Brelin', 'Did you mean Europe/Berlin?', 'zone=Europe/Berlin'],
    ['zone="new york"', 'Did you mean America/New_York?', 'zone=America/New_York'],
    ['zone=Narnia/Castle', 'Write continent and city', 'zone=Europe/Berlin'],
    ['report=TFM-V4', 'no report id', 'report=TFMV4'],
    ['checkout report=#', 'no report id', 'checkout'],
    ['week=47', 'Write year and ISO week: week=2026-W47', 'last=30d'],
    ['month=October', 'Write year and month: month=2026-10', 'last=30d'],
    ['last=month', 'Write days or weeks: last=30d', 'last=30d'],
    ['from=2026-10-31 to=2026-10-01', 'runs backwards', 'from=2026-10-01 to=2026-10-31'],
  ])('%s', (text, words, offered) => {
    const { sentence, suggestion } = askedBack(text);
    expect(sentence).toContain(words);
    expect(suggestion).toBe(offered);
  });
});

import { type Condition, FILTER_FIELDS, type FilterField } from '../../domain/filter.ts';
import type { Grouping, TrackingEvent } from '../../domain/question.ts';
import { zoneNamed } from '../../domain/zone.ts';
import type { Asked } from './asked.ts';
import { plainInput } from './plain-input.ts';
import { parseRange, type RangeTexts } from './range-text.ts';
import { pairText, type Repair, repairedText } from './repaired-text.ts';
import {
  FLAGS,
  GROUPINGS,
  KEYS,
  type Key,
  KNOWN_VALUES,
  keyNamed,
  MEANT_VALUES,
  METRICS,
  nearest,
  TRACKS,
  valuesOf,
} from './vocabulary.ts';
import { type Word, type Written, wordsOf } from './words.ts';

/** Why a text is no question: a sentence for the person, and what to try instead. */
export interface Problem {
  /** Holds what the person typed: to be escaped. */
  readonly sentence: string;
  /** Something to copy or press, in the grammar of the command. */
  readonly suggestion: string | null;
}

type ParsedQuestion =
  | { readonly ok: true; readonly value: Asked }
  | { readonly ok: false; readonly problem: Problem };

/**
 * Reads the text of `/sei-mttr`: pairs in any order, bare words as a service, quotes of every kind. Takes any text.
 *
 * What it reads, `canonicalText` writes back so that it is read as the same question.
 */
export function parseQuestion(text: string): ParsedQuestion {
  const words = wordsOf(plainInput(text), isMeantAsKey);
  try {
    return { ok: true, value: questionOf(collect(words)) };
  } catch (error) {
    if (error instanceof NotUnderstood) {
      const suggestion = error.repair && repairedText(words, error.repair);
      return { ok: false, problem: { sentence: error.message, suggestion } };
    }
    throw error;
  }
}

/** How the steps of the parser stop. Never leaves this file. */
class NotUnderstood extends Error {
  override readonly name = 'NotUnderstood';
  readonly repair: Repair | null;

  constructor(sentence: string, repair: Repair | null = null) {
    super(sentence);
    this.repair = repair;
  }
}

/** Another value of a key, or an example of one, in place of all that was written of it. */
function rewritten(key: Key, value: string | null, from: string | null = null): Repair {
  return {
    isMeant: (pair) => keyNamed(pair.key) === key,
    instead: ({ values }) => {
      if (value === null) return EXAMPLES[key];
      const others = values.filter(({ text }) => from !== null && text.toLowerCase() !== from.toLowerCase());
      return pairText(key, [{ text: value, quoted: false }, ...others]);
    },
  };
}

const RANGES: readonly Key[] = ['last', 'from', 'to', 'week', 'month'];

/** Another time, in place of all that was written of it. */
function anotherRange(range: string): Repair {
  return {
    isMeant: ({ key }) => RANGES.some((known) => known === keyNamed(key)),
    instead: () => range,
  };
}

interface Collected {
  readonly values: Map<Key, string[]>;
  public: boolean;
  csv: boolean;
}

/** `servce: x` is a slip of a key; `web:v2` is a name. */
function isMeantAsKey(word: string, colon: ':' | ': '): boolean {
  return keyNamed(word) !== null || (colon === ': ' && nearest(word, KEYS) !== null);
}

/** Brings the words together by key. Bare words that stand side by side are one service name. */
function collect(words: readonly Word[]): Collected {
  const collected: Collected = { values: new Map(), public: false, csv: false };
  const add = (key: Key, value: string) => {
    const known = collected.values.get(key) ?? [];
    collected.values.set(key, known.includes(value) ? known : [...known, value]);
  };
  /** The service name that the next bare word may belong to. */
  let name: string[] = [];
  const endName = () => {
    if (name.length > 0) add('service', name.join(' '));
    name = [];
  };

  for (const word of words) {
    if (word.kind === 'pair') {
      endName();
      const key = keyOf(word.key);
      const texts = word.values.map(({ text }) => text).filter((text) => text !== '');
      if (texts.length === 0)
        throw new NotUnderstood(`\`${word.key}=\` needs a value.`, rewritten(key, null));
      if (key === 'service' && word.values.at(-1)?.quoted === false) name = [texts.pop() ?? ''];
      for (const text of texts) add(key, text);
    } else if (isFlag(word.word)) {
      endName();
      collected[word.word.text.toLowerCase() === 'csv' ? 'csv' : 'public'] = true;
    } else if (word.word.quoted) {
      endName();
      if (word.word.text !== '') add('service', word.word.text);
    } else {
      if (word.afterComma) endName();
      name.push(word.word.text);
    }
  }
  endName();
  return collected;
}

function isFlag({ text, quoted }: Written): boolean {
  return !quoted && FLAGS.some((flag) => flag === text.toLowerCase());
}

function keyOf(word: string): Key {
  const key = keyNamed(word);
  if (key !== null) return key;
  const near = nearest(word, KEYS);
  throw new NotUnderstood(
    `I don't know \`${word}=\`. ${near ? `Did you mean \`${near}=\`?` : `I know ${KEYS.join(', ')}.`}`,
    {
      isMeant: ({ key: written }) => written === word,
      instead: ({ values }) => near && pairText(near, values),
    },
  );
}

function questionOf({ values, public: isPublic, csv }: Collected): Asked {
  const only = (key: Key): string | undefined => {
    const [first, second] = values.get(key) ?? [];
    if (second !== undefined) {
      throw new NotUnderstood(
        `Give \`${key}=\` once: I read ${first} and ${second}.`,
        rewritten(key, first ?? null),
      );
    }
    return first;
  };
  const texts: RangeTexts = {};
  for (const key of ['last', 'from', 'to', 'week', 'month'] as const) {
    const text = only(key);
    if (text !== undefined) texts[key] = text;
  }
  const range = parseRange(texts);
  if (!range.ok) throw new NotUnderstood(range.sentence, anotherRange(range.instead));

  return {
    question: {
      filter: FILTER_FIELDS.flatMap((field) => conditionOf(field, values.get(field) ?? [])),
      collection: only('collection') ?? null,
      metric: oneOf('metric', only('metric') ?? 'mttr', METRICS),
      track: trackOf(only('track')),
      range: range.range,
      by: groupingsOf(values.get('by') ?? []),
      zone: zoneOf(only('zone')),
    },
    public: isPublic,
    csv,
    reportId: reportIdOf(only('report')),
  };
}

function conditionOf(field: FilterField, values: readonly string[]): Condition[] {
  if (values.length === 0) return [];
  const known = KNOWN_VALUES[field] ?? [];
  const read = values.flatMap((value) => {
    const folded = value.toLowerCase();
    const meant = MEANT_VALUES[field]?.[folded];
    if (meant !== undefined) return meant;
    if (known.length === 0) return [value];
    if (known.includes(folded)) return [folded];
    // A value that nothing has would be answered with "no data", as if it were true.
    const understood = valuesOf(field);
    const near = nearest(value, understood);
    throw new NotUnderstood(
      `I don't know \`${field}=${value}\`. ${near ? `Did you mean ${near}?` : `I know ${understood.join(', ')}.`}`,
      rewritten(field, near, value),
    );
  });
  return [{ field, operator: 'equals', values: [...new Set(read)] }];
}

/** `services` is `service`; `status` is itself. */
function singular(grouping: string): string {
  return /[^u]s$/i.test(grouping) ? grouping.slice(0, -1) : grouping;
}

/** Left out it is the profile's. */
function trackOf(text: string | undefined): TrackingEvent | null {
  return text === undefined ? null : oneOf('track', text, TRACKS);
}

function groupingsOf(values: readonly string[]): Grouping[] {
  const by = [...new Set(values.map((value) => oneOf('by', singular(value), GROUPINGS)))];
  if (by.length > 2) {
    throw new NotUnderstood('`by=` takes one or two, for example by=service,priority.', {
      isMeant: ({ key }) => keyNamed(key) === 'by',
      instead: () => `by=${by.slice(0, 2).join(',')}`,
    });
  }
  return by;
}

function oneOf<Value extends string>(key: Key, text: string, values: readonly Value[]): Value {
  const folded = text.toLowerCase();
  const exact = values.find((value) => value === folded);
  if (exact !== undefined) return exact;
  const near = nearest(folded, values);
  throw new NotUnderstood(
    `I don't know \`${key}=${text}\`. ${near ? `Did you mean ${near}?` : `I know ${values.join(', ')}.`}`,
    rewritten(key, near, text),
  );
}

function zoneOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const zone = zoneNamed(text);
  if (zone !== null) return zone;
  const zones = Intl.supportedValuesOf('timeZone');
  const folded = text.toLowerCase().replaceAll(' ', '_');
  const near = zones.find((name) => name.toLowerCase().endsWith(`/${folded}`)) ?? nearest(folded, zones);
  throw new NotUnderstood(
    `I know no time zone “${text}”. ${near ? `Did you mean ${near}?` : 'Write continent and city, as in Europe/Berlin or America/New_York.'}`,
    rewritten('zone', near),
  );
}

function reportIdOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!REPORT_ID.test(text)) {
    const bare = text.replace(/[^A-Za-z0-9]/g, '');
    throw new NotUnderstood(
      `“${text}” is no report id: those have letters and digits, as in report=7KQ2M, and stand at the end of an answer.`,
      {
        isMeant: ({ key }) => keyNamed(key) === 'report',
        instead: () => (REPORT_ID.test(bare) ? `report=${bare.toUpperCase()}` : null),
      },
    );
  }
  return text.toUpperCase();
}

const REPORT_ID = /^[A-Za-z0-9]{4,12}$/;

const EXAMPLES: Readonly<Record<Key, string>> = {
  service: 'service=checkout',
  integration: 'integration=Production',
  priority: 'priority=P1,P2',
  urgency: 'urgency=high',
  severity: 'severity=critical',
  user: 'user=dana@example.com',
  team: 'team=Payments',
  status: 'status=resolved',
  collection: 'collection=Payments',
  metric: 'metric=mttr',
  report: 'report=7KQ2M',
  last: 'last=30d',
  from: 'from=2026-10-01 to=2026-10-31',
  to: 'from=2026-10-01 to=2026-10-31',
  week: 'week=2026-W47',
  month: 'month=2026-10',
  by: 'by=service',
  track: 'track=resolved',
  zone: 'zone=Europe/Berlin',
};

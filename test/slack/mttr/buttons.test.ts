import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FILTER_FIELDS, type Filter } from '../../../src/domain/filter.ts';
import type { Report } from '../../../src/domain/report.ts';
import type { Asked } from '../../../src/slack/mttr/asked.ts';
import { parseQuestion } from '../../../src/slack/mttr/question-text.ts';
import { reportMessage } from '../../../src/slack/mttr/report-message.ts';
import { subjectOf } from '../../../src/slack/mttr/subject-text.ts';
import { GROUPINGS, KNOWN_VALUES, METRICS, TRACKS } from '../../../src/slack/mttr/vocabulary.ts';
import { blocksOf } from '../blocks-of.ts';
import { NOW } from '../records.ts';
import { report } from '../report-fixture.ts';

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((value) =>
    value.replace(/[\s\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF\u00AD]/gu, ' ').trim(),
  )
  .filter((value) => value !== '');
const free = FILTER_FIELDS.filter((key) => KNOWN_VALUES[key] === undefined);
const filter: fc.Arbitrary<Filter> = fc
  .subarray(free)
  .chain((fields) =>
    fc.tuple(
      ...fields.map((field) =>
        fc
          .uniqueArray(name, { minLength: 1, maxLength: 3 })
          .map((values) => ({ field, operator: 'equals' as const, values })),
      ),
    ),
  );
const asked: fc.Arbitrary<Asked> = fc.record({
  question: fc.record({
    filter,
    collection: fc.option(name),
    metric: fc.constantFrom(...METRICS),
    track: fc.option(fc.constantFrom(...TRACKS)),
    range: fc.oneof(
      fc.record({ kind: fc.constant('last' as const), days: fc.integer({ min: 1, max: 3660 }) }),
      fc.constant({ kind: 'week' as const, year: 2026, week: 47 }),
      fc.constant({ kind: 'dates' as const, from: '2026-10-01', to: '2026-10-31' }),
    ),
    by: fc.uniqueArray(fc.constantFrom(...GROUPINGS), { maxLength: 2 }),
    zone: fc.option(fc.constantFrom('UTC', 'Europe/Berlin')),
  }),
  public: fc.boolean(),
  csv: fc.boolean(),
  reportId: fc.constant(null),
});

/** What each button of an answer carries, by its label. */
function carriedBy(value: Asked, id: Report['id']): Map<string, string> {
  const shown = reportMessage({
    report: report({ id }),
    asked: value,
    now: NOW,
    chart: 'native',
    sharedBy: null,
  });
  return new Map(
    blocksOf(shown).buttons.flatMap(([label, text]) => (text === undefined ? [] : [[label, text]])),
  );
}

test('every button carries a question that is read back as it was meant', () => {
  fc.assert(
    fc.property(asked, (value) => {
      const carried = carriedBy(value, null);
      for (const text of carried.values()) expect(parseQuestion(text).ok).toBe(true);
      const plain = { public: false, csv: false, reportId: null };
      expect(parseQuestion(carried.get('Refresh') ?? '')).toEqual({
        ok: true,
        value: { ...plain, question: value.question },
      });
      expect(parseQuestion(carried.get('Share') ?? '')).toEqual({
        ok: true,
        value: { ...plain, public: true, question: value.question },
      });
      // A report that could not be kept is looked into by its question.
      expect(subjectOf(carried.get('About this number') ?? '')).toEqual({ question: value.question });
    }),
    { numRuns: 100 },
  );
});

test('what looks into a number names the very report', () => {
  fc.assert(
    fc.property(asked, (value) => {
      const carried = carriedBy(value, '7KQ2M');
      for (const label of ['About this number', 'CSV']) {
        const text = carried.get(label);
        if (text !== undefined) expect(subjectOf(text)).toEqual({ reportId: '7KQ2M' });
      }
      expect(carried.has('About this number')).toBe(true);
    }),
    { numRuns: 100 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY } from '../../src/domain/duration.ts';
import type { Span } from '../../src/domain/instant.ts';
import { cutSpan, LONGEST_SPAN, splitSpan } from '../../src/pagerduty/spans.ts';

const spans = fc
  .record({ start: fc.integer({ min: 0, max: 2 ** 31 }), length: fc.integer({ min: 1, max: 4000 * DAY }) })
  .map(({ start, length }): Span => ({ start, end: start + length }));

function expectCovered(span: Span, pieces: readonly Span[]) {
  const oldestFirst = [...pieces].reverse();
  expect(oldestFirst[0]?.start).toBe(span.start);
  expect(oldestFirst.at(-1)?.end).toBe(span.end);
  for (const [row, piece] of oldestFirst.entries()) {
    expect(piece.end).toBeGreaterThan(piece.start);
    if (row > 0) expect(piece.start).toBe(oldestFirst[row - 1]?.end);
  }
}

test('a year is cut into pieces that PagerDuty answers, without gap or overlap, newest first', () => {
  fc.assert(
    fc.property(spans, (span) => {
      const pieces = cutSpan(span);
      expectCovered(span, pieces);
      for (const { start, end } of pieces) expect(end - start).toBeLessThanOrEqual(LONGEST_SPAN);
    }),
  );
});

test('a split covers the span exactly, whatever the number of pieces', () => {
  fc.assert(
    fc.property(spans, fc.integer({ min: 2, max: 50 }), (span, count) => {
      expectCovered(span, splitSpan(span, count));
    }),
  );
});

test('a span of two seconds cannot be split into more than two', () => {
  expect(splitSpan({ start: 10, end: 12 }, 5)).toEqual([
    { start: 11, end: 12 },
    { start: 10, end: 11 },
  ]);
});

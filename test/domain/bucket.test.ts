import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bucket, bucketAt, bucketsOf } from '../../src/domain/bucket.ts';
import type { Window } from '../../src/domain/window.ts';
import { dayAt } from '../../src/domain/zone.ts';
import { instant } from '../fixtures/incident.ts';

function window(start: string, end: string, zone = 'UTC'): Window {
  return { start: instant(start), end: instant(end), zone };
}

test('the first and the last bucket are cut by the window, and say so', () => {
  const { labels, complete } = bucketsOf(window('2026-11-12T00:00Z', '2026-11-24T08:00Z'), 'week');
  expect(labels).toEqual(['W46', 'W47', 'W48']);
  expect(complete).toEqual([false, true, false]);
});

test('labels are short, and have the year where they would come twice', () => {
  expect(bucketsOf(window('2026-11-16T00:00Z', '2026-11-18T00:00Z'), 'day').labels).toEqual([
    '16 Nov',
    '17 Nov',
  ]);
  expect(bucketsOf(window('2025-11-16T00:00Z', '2026-11-17T00:00Z'), 'day').labels.at(-1)).toBe(
    '16 Nov 2026',
  );
  expect(bucketsOf(window('2025-06-02T00:00Z', '2026-06-09T00:00Z'), 'week').labels[0]).toBe('2025-W23');
  expect(bucketsOf(window('2026-10-01T00:00Z', '2026-12-01T00:00Z'), 'month').labels).toEqual([
    'Oct 2026',
    'Nov 2026',
  ]);
});

test('an empty window has no buckets', () => {
  expect(bucketsOf(window('2026-11-16T00:00Z', '2026-11-16T00:00Z'), 'day').labels).toEqual([]);
});

test('every instant lies in the bucket of its local day, and labels are unique', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Bucket>('day', 'week', 'month'),
      fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Havana', 'Pacific/Apia'),
      fc.integer({ min: instant('2011-01-01T00:00Z'), max: instant('2027-01-01T00:00Z') }),
      fc.integer({ min: 1, max: 500 * 86_400 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (bucket, zone, start, length, place) => {
        const buckets = bucketsOf({ start, end: start + length, zone }, bucket);
        const at = start + Math.floor(length * place);
        const found = bucketAt(buckets.bounds, at);
        expect(buckets.bounds[found]).toBeLessThanOrEqual(at);
        expect(buckets.bounds[found + 1]).toBeGreaterThan(at);
        expect(buckets.bounds).toHaveLength(buckets.labels.length + 1);
        expect(new Set(buckets.labels).size).toBe(buckets.labels.length);
        for (const label of buckets.labels) expect(label.length).toBeLessThanOrEqual(20);
        if (bucket === 'day') {
          const first = buckets.bounds[found] ?? Number.NaN;
          expect(dayAt(first, zone)).toBe(dayAt(at, zone));
        }
      },
    ),
    { numRuns: 200 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { weeksIn } from '../../src/domain/calendar.ts';
import { HOUR } from '../../src/domain/duration.ts';
import { resolveWindow, type Window, type WindowRequest } from '../../src/domain/window.ts';
import { instant } from '../fixtures/incident.ts';

const NOW = instant('2026-11-22T07:55Z');

function resolve(request: WindowRequest, zone = 'UTC', completeTo = NOW) {
  const resolved = resolveWindow(request, zone, completeTo);
  if (!resolved.ok) throw new Error(resolved.sentence);
  return resolved;
}

function span({ start, end }: Window) {
  const text = (at: number) => new Date(at * 1000).toISOString().slice(0, 16);
  return [text(start), text(end)];
}

function sentenceFor(request: WindowRequest, zone = 'UTC') {
  const resolved = resolveWindow(request, zone, NOW);
  return resolved.ok ? null : resolved.sentence;
}

test('the last 30 days begin with the local day 29 days ago and end where the data ends', () => {
  const { window, before } = resolve({ kind: 'last', days: 30 }, 'Europe/Berlin');
  // 24 October in Berlin still had summer time.
  expect(span(window)).toEqual(['2026-10-23T22:00', '2026-11-22T07:55']);
  expect(span(before)).toEqual(['2026-09-23T22:00', '2026-10-23T06:55']);
});

test('the newest day is not shown as complete: it ends where the data ends', () => {
  expect(resolve({ kind: 'last', days: 1 }).window).toEqual({
    start: instant('2026-11-22T00:00Z'),
    end: NOW,
    zone: 'UTC',
  });
});

test('the day of “to” belongs to the window', () => {
  const { window, before } = resolve({ kind: 'dates', from: '2026-11-01', to: '2026-11-10' });
  expect(span(window)).toEqual(['2026-11-01T00:00', '2026-11-11T00:00']);
  expect(span(before)).toEqual(['2026-10-22T00:00', '2026-11-01T00:00']);
});

test('a month is compared with the month before, however long that was', () => {
  const { window, before } = resolve({ kind: 'month', year: 2026, month: 3 }, 'Europe/Berlin');
  expect(span(window)).toEqual(['2026-02-28T23:00', '2026-03-31T22:00']);
  expect(span(before)).toEqual(['2026-01-31T23:00', '2026-02-28T23:00']);
  expect(span(resolve({ kind: 'month', year: 2026, month: 1 }).before)[0]).toBe('2025-12-01T00:00');
});

test.each([
  ['Europe/Berlin', 13, 167],
  ['Europe/Berlin', 43, 169],
  ['Australia/Lord_Howe', 14, 168.5],
  ['Australia/Lord_Howe', 40, 167.5],
  ['UTC', 43, 168],
])('in %s week %d of 2026 has %d hours', (zone, week, hours) => {
  const { window } = resolve({ kind: 'week', year: 2026, week }, zone);
  expect((window.end - window.start) / HOUR).toBe(hours);
});

test('week 53 exists in long years only', () => {
  expect(span(resolve({ kind: 'week', year: 2026, week: 53 }).window)).toEqual([
    '2026-12-28T00:00',
    '2027-01-04T00:00',
  ]);
  expect(sentenceFor({ kind: 'week', year: 2025, week: 53 })).toBe(
    '2025 has no week 53: its weeks are 1 to 52.',
  );
});

test('what cannot be is refused with a sentence', () => {
  expect(sentenceFor({ kind: 'dates', from: '2026-11-22', to: '2026-11-01' })).toBe(
    'The range runs backwards: 2026-11-22 is after 2026-11-01.',
  );
  expect(sentenceFor({ kind: 'dates', from: '2026-02-30', to: '2026-03-01' })).toContain('2026-02-30');
  expect(sentenceFor({ kind: 'last', days: 30 }, 'Mars/Olympus')).toContain('Mars/Olympus');
  expect(sentenceFor({ kind: 'last', days: 0 })).not.toBeNull();
  expect(sentenceFor({ kind: 'month', year: 2026, month: 13 })).not.toBeNull();
  expect(sentenceFor({ kind: 'week', year: 20261, week: 1 })).not.toBeNull();
});

test('windows follow each other without gap or overlap, in every zone', () => {
  const zones = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'America/Havana',
    'Asia/Beirut',
  );
  fc.assert(
    fc.property(zones, fc.integer({ min: 2005, max: 2037 }), fc.nat(), (zone, year, seed) => {
      const week = (seed % weeksIn(year)) + 1;
      const month = (seed % 12) + 1;
      for (const request of [
        { kind: 'week', year, week },
        { kind: 'month', year, month },
      ] as const) {
        const { window, before } = resolve(request, zone);
        expect(before.end).toBe(window.start);
        expect(window.end).toBeGreaterThan(window.start);
      }
      const next = week < weeksIn(year) ? { year, week: week + 1 } : { year: year + 1, week: 1 };
      expect(resolve({ kind: 'week', ...next }, zone).before).toEqual(
        resolve({ kind: 'week', year, week }, zone).window,
      );
    }),
  );
});

test('the window before the last days is as long, but for a change of the clocks', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: instant('2020-01-01T00:00Z'), max: instant('2030-01-01T00:00Z') }),
      (days, completeTo) => {
        const { window, before } = resolve({ kind: 'last', days }, 'Europe/Berlin', completeTo);
        const difference = window.end - window.start - (before.end - before.start);
        // One can be an hour short where the other is an hour long.
        expect([0, HOUR, 2 * HOUR]).toContain(Math.abs(difference));
        expect(before.end).toBeLessThanOrEqual(window.start);
      },
    ),
  );
});

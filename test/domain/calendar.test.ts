import { tz } from '@date-fns/tz';
import { getISOWeek } from 'date-fns/getISOWeek';
import { getISOWeekYear } from 'date-fns/getISOWeekYear';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarDay, isoWeekOf, mondayOfWeek, parseDay, weeksIn } from '../../src/domain/calendar.ts';
import { DAY } from '../../src/domain/duration.ts';

test('ISO weeks agree with date-fns on every day', () => {
  fc.assert(
    fc.property(fc.integer({ min: calendarDay(2000, 1, 1), max: calendarDay(2099, 12, 31) }), (day) => {
      const date = new Date(day * DAY * 1000);
      const week = isoWeekOf(day);
      expect(week).toEqual({
        year: getISOWeekYear(date, { in: tz('UTC') }),
        week: getISOWeek(date, { in: tz('UTC') }),
      });
      expect(day - mondayOfWeek(week)).toBeGreaterThanOrEqual(0);
      expect(day - mondayOfWeek(week)).toBeLessThan(7);
    }),
  );
});

test('only long years have a week 53', () => {
  expect([2020, 2026, 2032].map(weeksIn)).toEqual([53, 53, 53]);
  expect([2024, 2025, 2027].map(weeksIn)).toEqual([52, 52, 52]);
});

test('a date that does not exist is none', () => {
  expect(parseDay('2024-02-29')).toBe(calendarDay(2024, 2, 29));
  for (const text of ['2026-02-29', '2026-13-01', '2026-1-1', '22.11.2026', '2026-11-00']) {
    expect(parseDay(text)).toBeNull();
  }
});

import type { Bucket } from '../domain/bucket.ts';
import { calendarDate, calendarDay, isoDate, isoWeekOf, mondayOf } from '../domain/calendar.ts';
import type { DigestSchedule } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import type { Window, WindowRequest } from '../domain/window.ts';
import { type CalendarDay, dayAt, startOfDay } from '../domain/zone.ts';

/** The spans of time that a digest speaks of. Each ends with the last complete week or month before it was due. */
export interface Periods {
  readonly facts: WindowRequest;
  /** When the period of the facts ended: data up to here is what the digest needs. */
  readonly end: Instant;
  /** The last 4 ISO weeks, and the 12 before. */
  readonly verdict: { readonly now: Window; readonly before: Window };
  readonly trend: { readonly window: Window; readonly bucket: Bucket };
  /** All of verdict and trend. */
  readonly whole: Extract<WindowRequest, { kind: 'dates' }>;
}

const WEEKS_NOW = 4;
const WEEKS_BEFORE = 12;
const WEEKS_OF_TREND = 12;
const MONTHS_OF_TREND = 6;

/** Cuts the periods of a digest in its zone. @param at when it was due */
export function periodsOf({ every, zone }: Pick<DigestSchedule, 'every' | 'zone'>, at: Instant): Periods {
  const today = dayAt(at, zone);
  const monday = mondayOf(today);
  const { year, month } = calendarDate(today);
  const window = (first: CalendarDay, after: CalendarDay): Window => ({
    start: startOfDay(first, zone),
    end: startOfDay(after, zone),
    zone,
  });
  const nowFrom = monday - 7 * WEEKS_NOW;
  const beforeFrom = nowFrom - 7 * WEEKS_BEFORE;
  const trend =
    every === 'month'
      ? {
          from: calendarDay(year, month - MONTHS_OF_TREND, 1),
          after: calendarDay(year, month, 1),
          bucket: 'month' as const,
        }
      : { from: monday - 7 * WEEKS_OF_TREND, after: monday, bucket: 'week' as const };
  return {
    facts: factsOf(every, monday, { year, month }),
    end: startOfDay(every === 'month' ? calendarDay(year, month, 1) : monday, zone),
    verdict: { now: window(nowFrom, monday), before: window(beforeFrom, nowFrom) },
    trend: { window: window(trend.from, trend.after), bucket: trend.bucket },
    whole: {
      kind: 'dates',
      from: isoDate(Math.min(beforeFrom, trend.from)),
      to: isoDate(Math.max(monday, trend.after) - 1),
    },
  };
}

function factsOf(
  every: DigestSchedule['every'],
  monday: CalendarDay,
  { year, month }: { readonly year: number; readonly month: number },
): WindowRequest {
  switch (every) {
    case 'week':
      return { kind: 'week', ...isoWeekOf(monday - 7) };
    case 'two weeks':
      return { kind: 'dates', from: isoDate(monday - 14), to: isoDate(monday - 1) };
    case 'month': {
      const last = calendarDate(calendarDay(year, month - 1, 1));
      return { kind: 'month', year: last.year, month: last.month };
    }
  }
}

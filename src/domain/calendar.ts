import { DAY } from './duration.ts';
import type { CalendarDay } from './zone.ts';

/** Year, month (1 to 12) and day of the month of a calendar day. */
export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** An ISO 8601 week: it begins on a Monday and belongs to the year that has its Thursday. */
export interface IsoWeek {
  readonly year: number;
  readonly week: number;
}

/** The calendar day of a date. A month of 0 or 13 is one of the neighbouring years. */
export function calendarDay(year: number, month: number, day: number): CalendarDay {
  return Date.UTC(year, month - 1, day) / (DAY * 1000);
}

export function calendarDate(day: CalendarDay): CalendarDate {
  const date = new Date(day * DAY * 1000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The calendar day of an ISO date (`2026-11-22`), or `null` where there is no such day. */
export function parseDay(text: string): CalendarDay | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return null;
  const day = calendarDay(Number(match[1]), Number(match[2]), Number(match[3]));
  return isoDate(day) === text ? day : null;
}

/** `2026-11-22` */
export function isoDate(day: CalendarDay): string {
  return new Date(day * DAY * 1000).toISOString().slice(0, 10);
}

/** The Monday of the week in which a day lies. */
export function mondayOf(day: CalendarDay): CalendarDay {
  // 1970-01-01 was a Thursday.
  return Math.floor((day + 3) / 7) * 7 - 3;
}

/** The Monday of an ISO week. */
export function mondayOfWeek({ year, week }: IsoWeek): CalendarDay {
  // The 4th of January always lies in week 1.
  return mondayOf(calendarDay(year, 1, 4)) + 7 * (week - 1);
}

export function isoWeekOf(day: CalendarDay): IsoWeek {
  const monday = mondayOf(day);
  const { year } = calendarDate(monday + 3);
  return { year, week: (monday - mondayOfWeek({ year, week: 1 })) / 7 + 1 };
}

/** 52 or 53. */
export function weeksIn(year: number): number {
  return (mondayOfWeek({ year: year + 1, week: 1 }) - mondayOfWeek({ year, week: 1 })) / 7;
}

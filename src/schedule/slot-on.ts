import { calendarDate, mondayOf, parseDay } from '../domain/calendar.ts';
import type { DigestSchedule } from '../domain/digest.ts';
import { DAY, HOUR } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';
import { type CalendarDay, instantAt } from '../domain/zone.ts';

/** No two slots of a schedule are further apart: from the first of one month to the seventh of the next. */
export const MOST_DAYS_BETWEEN_SLOTS = 38;

/**
 * When a schedule is due on a day of its zone, `null` where it is not.
 *
 * An hour that the clocks skip that day is the instant of the change; of an hour that they show twice it is the first.
 */
export function slotOn(schedule: DigestSchedule, day: CalendarDay): Instant | null {
  return isSlotDay(schedule, day) ? instantAt(day * DAY + schedule.hour * HOUR, schedule.zone) : null;
}

function isSlotDay({ every, weekday, anchor }: DigestSchedule, day: CalendarDay): boolean {
  const monday = mondayOf(day);
  if (day - monday + 1 !== weekday) return false;
  switch (every) {
    case 'week':
      return true;
    case 'two weeks':
      // An anchor that is no date stands for the first week of all.
      return ((monday - mondayOf(parseDay(anchor) ?? 0)) / 7) % 2 === 0;
    case 'month':
      return calendarDate(day).day <= 7;
  }
}

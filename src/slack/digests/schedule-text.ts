import type { DigestSchedule } from '../../domain/digest.ts';
import { zoneText } from '../mttr/period-text.ts';

/** By ISO weekday: 1 is Monday. */
export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** `Mondays 09:00, Berlin`, `every second Monday 09:00, Berlin`, `the first Monday of each month 09:00, Berlin`. */
export function scheduleText({ every, weekday, hour, zone }: DigestSchedule): string {
  const day = WEEKDAYS[weekday - 1] ?? 'Monday';
  return `${daysOf(every, day)} ${hourText(hour)}, ${zoneText(zone)}`;
}

/** `09:00`. */
export function hourText(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

function daysOf(every: DigestSchedule['every'], day: string): string {
  switch (every) {
    case 'week':
      return `${day}s`;
    case 'two weeks':
      return `every second ${day}`;
    case 'month':
      return `the first ${day} of each month`;
  }
}

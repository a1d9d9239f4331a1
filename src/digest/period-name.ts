import { calendarDate, isoWeekOf, mondayOf } from '../domain/calendar.ts';
import type { Window } from '../domain/window.ts';
import { dayAt } from '../domain/zone.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** What people call the period of a digest: `week 46`, `weeks 45–46`, `October`. */
export function periodName({ start, end, zone }: Window): string {
  const first = dayAt(start, zone);
  const last = dayAt(end - 1, zone);
  const { day, month } = calendarDate(first);
  if (day === 1 && last - first >= 27) return MONTHS[month - 1] as string; // months are 1 to 12
  const weeks = [isoWeekOf(mondayOf(first)).week, isoWeekOf(mondayOf(last)).week];
  return weeks[0] === weeks[1] ? `week ${weeks[0]}` : `weeks ${weeks.join('–')}`;
}

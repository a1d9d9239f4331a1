import { calendarDay, mondayOfWeek, parseDay, weeksIn } from './calendar.ts';
import { DAY } from './duration.ts';
import type { Instant, Span } from './instant.ts';
import { type CalendarDay, dayAt, instantAt, startOfDay, wallTime, zoneNamed } from './zone.ts';

/** The range of time a person asks for, before it is cut in a zone. Dates are ISO (`2026-11-22`). */
export type WindowRequest =
  | { readonly kind: 'last'; readonly days: number }
  /** `to` is the last day that belongs to it. */
  | { readonly kind: 'dates'; readonly from: string; readonly to: string }
  | { readonly kind: 'week'; readonly year: number; readonly week: number }
  | { readonly kind: 'month'; readonly year: number; readonly month: number };

/** A span cut in one IANA zone. */
export interface Window extends Span {
  readonly zone: string;
}

export type ResolvedWindow =
  /** `before` is the window to compare with: as long, and the one before in the same reckoning. */
  | { readonly ok: true; readonly window: Window; readonly before: Window }
  /** Why there is no such window, as a sentence for the person. */
  | { readonly ok: false; readonly sentence: string };

const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;
const MOST_DAYS = 3660;

/**
 * Cuts a range of time in a zone.
 *
 * `last` runs from the start of the local day `days − 1` days ago to `completeTo`, and the window before it is the same,
 * `days` days earlier by the clock on the wall. Dates, weeks and months run from the start of their first local day to
 * the start of the day after their last one, whatever the clocks do in between.
 *
 * @param completeTo up to when the data is complete; only `last` depends on it
 */
export function resolveWindow(request: WindowRequest, zone: string, completeTo: Instant): ResolvedWindow {
  const known = zoneNamed(zone);
  if (known === null) {
    return problem(`There is no time zone “${zone}”. Write it as Europe/Berlin or America/New_York.`);
  }
  switch (request.kind) {
    case 'last':
      return lastDays(request.days, known, completeTo);
    case 'dates':
      return dates(request.from, request.to, known);
    case 'week': {
      const { year, week } = request;
      if (!isYear(year)) return problem(yearSentence(year));
      if (!Number.isInteger(week) || week < 1 || week > weeksIn(year)) {
        return problem(`${year} has no week ${week}: its weeks are 1 to ${weeksIn(year)}.`);
      }
      const monday = mondayOfWeek(request);
      return resolved(monday, monday + 7, monday - 7, known);
    }
    case 'month': {
      const { year, month } = request;
      if (!isYear(year)) return problem(yearSentence(year));
      if (!Number.isInteger(month) || month < 1 || month > 12) {
        return problem(`There is no month ${month}: months are 1 to 12.`);
      }
      return resolved(
        calendarDay(year, month, 1),
        calendarDay(year, month + 1, 1),
        calendarDay(year, month - 1, 1),
        known,
      );
    }
  }
}

function lastDays(days: number, zone: string, completeTo: Instant): ResolvedWindow {
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
    return problem(`Ask for the last 1 to ${MOST_DAYS} days.`);
  }
  const first = dayAt(completeTo, zone) - (days - 1);
  return {
    ok: true,
    window: { start: startOfDay(first, zone), end: completeTo, zone },
    before: {
      start: startOfDay(first - days, zone),
      end: instantAt(wallTime(completeTo, zone) - days * DAY, zone),
      zone,
    },
  };
}

function dates(from: string, to: string, zone: string): ResolvedWindow {
  const first = parseDay(from);
  const last = parseDay(to);
  if (first === null || !isYear(Number(from.slice(0, 4)))) return problem(daySentence(from));
  if (last === null || !isYear(Number(to.slice(0, 4)))) return problem(daySentence(to));
  if (first > last) return problem(`The range runs backwards: ${from} is after ${to}.`);
  const length = last + 1 - first;
  return resolved(first, last + 1, first - length, zone);
}

/** The window from one day to before another, and the one before it, which ends where it begins. */
function resolved(
  first: CalendarDay,
  after: CalendarDay,
  firstBefore: CalendarDay,
  zone: string,
): ResolvedWindow {
  const start = startOfDay(first, zone);
  return {
    ok: true,
    window: { start, end: startOfDay(after, zone), zone },
    before: { start: startOfDay(firstBefore, zone), end: start, zone },
  };
}

function isYear(year: number): boolean {
  return Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR;
}

function yearSentence(year: number): string {
  return `The year ${year} is out of range: ${FIRST_YEAR} to ${LAST_YEAR}.`;
}

function daySentence(text: string): string {
  return `There is no day “${text}” between ${FIRST_YEAR} and ${LAST_YEAR}. Write it as 2026-11-22.`;
}

function problem(sentence: string): ResolvedWindow {
  return { ok: false, sentence };
}

import { tzOffset } from '@date-fns/tz/tzOffset';
import { DAY, MINUTE, type Seconds } from './duration.ts';
import type { Instant } from './instant.ts';

/** A calendar day without a zone: days since 1970-01-01. */
export type CalendarDay = number;

/** What a clock on the wall shows, as if it were UTC: seconds since 1970-01-01T00:00. */
export type WallTime = number;

/**
 * The IANA zone with this name, without regard to case.
 *
 * @returns its name in its usual spelling (one of the older names, `US/Eastern`, as it was written), or `null` where there is none
 */
export function zoneNamed(name: string): string | null {
  // Intl also takes offsets such as +05:30; those know no clock changes and are no IANA zones.
  if (!/^[a-z]/i.test(name)) return null;
  const usual = USUAL_NAMES.get(name.toLowerCase());
  if (usual !== undefined) return usual;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return null;
  }
  return name;
}

/** Names of zones by the same in small letters: asking the runtime for them takes longer than cutting a window. */
const USUAL_NAMES: ReadonlyMap<string, string> = new Map(
  ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => [zone.toLowerCase(), zone]),
);

/** What the clocks in a zone show at an instant. */
export function wallTime(instant: Instant, zone: string): WallTime {
  return instant + offsetAt(instant, zone);
}

/** The calendar day in a zone at an instant. */
export function dayAt(instant: Instant, zone: string): CalendarDay {
  return Math.floor(wallTime(instant, zone) / DAY);
}

/** The first instant of a calendar day in a zone: not always midnight, where clocks change at midnight. */
export function startOfDay(day: CalendarDay, zone: string): Instant {
  return instantAt(day * DAY, zone);
}

/**
 * The first instant at which the clocks in a zone show a wall time.
 *
 * A time that they skip is the instant of the change; of a time that they show twice it is the first.
 */
export function instantAt(wall: WallTime, zone: string): Instant {
  const before = offsetAt(wall - DAY, zone);
  const after = offsetAt(wall + DAY, zone);
  if (before === after) return wall - before;
  const change = changeBetween(wall - DAY, wall + DAY, zone);
  return wall - before < change ? wall - before : Math.max(change, wall - after);
}

/** The first instant at which the offset is no longer that of `from`. */
function changeBetween(from: Instant, to: Instant, zone: string): Instant {
  const before = offsetAt(from, zone);
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, zone) === before) low = middle;
    else high = middle;
  }
  return high;
}

function offsetAt(instant: Instant, zone: string): Seconds {
  return Math.round(tzOffset(zone, new Date(instant * 1000)) * MINUTE);
}

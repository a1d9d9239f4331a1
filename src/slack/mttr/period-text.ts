import type { Instant } from '../../domain/instant.ts';
import type { Window, WindowRequest } from '../../domain/window.ts';
import { inZone } from '../blocks/date-text.ts';

/** `24 Oct–22 Nov`, `16–22 Nov`, `22 Nov`; with years where they are not this one. Both days belong to it. */
export function daysText({ start, end, zone }: Window, now: Instant): string {
  const last = Math.max(start, end - 1);
  const year = inZone(now, zone, 'yyyy');
  const years = inZone(start, zone, 'yyyy') === year && inZone(last, zone, 'yyyy') === year ? '' : ' yyyy';
  const to = inZone(last, zone, `d MMM${years}`);
  if (inZone(start, zone, 'yyyy-MM-dd') === inZone(last, zone, 'yyyy-MM-dd')) return to;
  const sameMonth = inZone(start, zone, 'yyyy-MM') === inZone(last, zone, 'yyyy-MM');
  return `${inZone(start, zone, sameMonth ? 'd' : `d MMM${years}`)}–${to}`;
}

/** One day: `24 Oct`; with the year where it is not this one. */
export function dayText(instant: Instant, zone: string, now: Instant): string {
  return daysText({ start: instant, end: instant + 1, zone }, now);
}

/** How people call the window of a question: `last 30 days`, `week 47, 16–22 Nov`, `October 2026`. */
export function periodText(range: WindowRequest, window: Window, now: Instant): string {
  switch (range.kind) {
    case 'last':
      return range.days === 1 ? 'today' : `last ${range.days} days`;
    case 'dates':
      return daysText(window, now);
    case 'week':
      return `week ${range.week}, ${daysText(window, now)}`;
    case 'month':
      return inZone(window.start, window.zone, 'MMMM yyyy');
  }
}

/**
 * How people call the window before it: `the 30 days before`, `the week before (9–15 Nov)`, `September 2026`. Of a
 * window that is not over yet the one before ends as early: `October 2026 up to the same time (1–23 Oct)`.
 */
export function periodBeforeText(range: WindowRequest, window: Window, before: Window, now: Instant): string {
  const isCut = before.end < window.start;
  switch (range.kind) {
    case 'last':
      return range.days === 1 ? 'yesterday, up to the same time' : `the ${range.days} days before`;
    case 'dates':
      return `the time before (${daysText(before, now)})`;
    case 'week':
      return `the week before${isCut ? ' up to the same time' : ''} (${daysText(before, now)})`;
    case 'month':
      return `${inZone(before.start, before.zone, 'MMMM yyyy')}${isCut ? ` up to the same time (${daysText(before, now)})` : ''}`;
  }
}

/** The same after what happened then: `in the 30 days before`, `yesterday, up to the same time`. */
export function inPeriodBeforeText(
  ...[range, window, before, now]: Parameters<typeof periodBeforeText>
): string {
  const name = periodBeforeText(range, window, before, now);
  return range.kind === 'last' && range.days === 1 ? name : `in ${name}`;
}

/** `Berlin`, `Buenos Aires`, `UTC`. */
export function zoneText(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

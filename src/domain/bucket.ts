import { calendarDate, calendarDay, isoWeekOf, mondayOf } from './calendar.ts';
import type { Instant } from './instant.ts';
import type { Window } from './window.ts';
import { type CalendarDay, dayAt, startOfDay } from './zone.ts';

/** What a trend or a table by time is cut into, from the finest on. */
export type Bucket = 'day' | 'week' | 'month';

/** The days, weeks or months of a window, in their order. */
export interface Buckets {
  readonly bucket: Bucket;
  /** Where each begins, and where the last one ends: one more than there are buckets. */
  readonly bounds: Float64Array;
  /** Unique, at most 20 characters: `16 Nov`, `W47`, `Nov 2026`. */
  readonly labels: readonly string[];
  /** Whether the window holds the whole of it: the first and the last may be cut. */
  readonly complete: readonly boolean[];
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Cuts a window at the local starts of days, ISO weeks or months. An empty window has no buckets. */
export function bucketsOf(window: Window, bucket: Bucket): Buckets {
  const { start, end, zone } = window;
  const days: CalendarDay[] = [];
  const bounds: Instant[] = [];
  const complete: boolean[] = [];
  let day = firstDay(start < end ? dayAt(start, zone) : 0, bucket);
  let from = startOfDay(day, zone);
  while (from < end && start < end) {
    const next = nextDay(day, bucket);
    const to = startOfDay(next, zone);
    // A day that a zone skipped altogether (Samoa, 30 December 2011) is no bucket.
    if (to > from) {
      days.push(day);
      bounds.push(Math.max(from, start));
      complete.push(from >= start && to <= end);
    }
    day = next;
    from = to;
  }
  return {
    bucket,
    bounds: Float64Array.from([...bounds, end]),
    labels: labelsOf(days, bucket),
    complete,
  };
}

/**
 * The bucket in which an instant lies, found by halving.
 *
 * @param instant within the window of the buckets
 */
export function bucketAt(bounds: Float64Array, instant: Instant): number {
  let low = 0;
  let high = bounds.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    // Between low and high, both within the array.
    if ((bounds[middle] as number) <= instant) low = middle;
    else high = middle;
  }
  return low;
}

function firstDay(day: CalendarDay, bucket: Bucket): CalendarDay {
  if (bucket === 'day') return day;
  if (bucket === 'week') return mondayOf(day);
  const { year, month } = calendarDate(day);
  return calendarDay(year, month, 1);
}

function nextDay(day: CalendarDay, bucket: Bucket): CalendarDay {
  if (bucket === 'day') return day + 1;
  if (bucket === 'week') return day + 7;
  const { year, month } = calendarDate(day);
  return calendarDay(year, month + 1, 1);
}

/** Short labels; with the year where the short ones come twice. */
function labelsOf(days: readonly CalendarDay[], bucket: Bucket): readonly string[] {
  const short = days.map((day) => labelOf(day, bucket, false));
  return new Set(short).size === short.length ? short : days.map((day) => labelOf(day, bucket, true));
}

function labelOf(first: CalendarDay, bucket: Bucket, withYear: boolean): string {
  if (bucket === 'week') {
    const { year, week } = isoWeekOf(first);
    return `${withYear ? `${year}-` : ''}W${String(week).padStart(2, '0')}`;
  }
  const { year, month, day } = calendarDate(first);
  const name = MONTHS[month - 1];
  if (bucket === 'month') return `${name} ${year}`;
  return `${day} ${name}${withYear ? ` ${year}` : ''}`;
}

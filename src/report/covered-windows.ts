import type { Coverage } from '../domain/coverage.ts';
import type { Instant, Span } from '../domain/instant.ts';
import { resolveWindow, type Window, type WindowRequest } from '../domain/window.ts';
import { instantAt, wallTime } from '../domain/zone.ts';

/** The windows of an answer, and how far data reaches into them. */
export interface CoveredWindows {
  readonly window: Window;
  /** The part of the window in which data is complete; `null` where there is none. */
  readonly covered: Window | null;
  readonly before: Window;
  readonly isBeforeCovered: boolean;
  /** Up to when the data is complete; the present before the first sync. */
  readonly asOf: Instant;
}

/** Cuts a range of time, and clips it to what is covered. */
export function coveredWindows(
  range: WindowRequest,
  zone: string,
  coverage: Coverage | null,
  now: Instant,
): ({ readonly ok: true } & CoveredWindows) | { readonly ok: false; readonly sentence: string } {
  const asOf = coverage?.completeTo ?? now;
  const resolved = resolveWindow(range, zone, asOf);
  if (!resolved.ok) return resolved;
  const { window } = resolved;
  const before = asLong(resolved.before, window, asOf);
  const coveredBefore = coveredPart(before, coverage);
  return {
    ok: true,
    window,
    covered: coveredPart(window, coverage),
    before,
    isBeforeCovered: coveredBefore?.start === before.start && coveredBefore.end === before.end,
    asOf,
  };
}

/** Of a window that is not over yet the one before ends as early in it, by the clock on the wall. */
function asLong(before: Window, window: Window, asOf: Instant): Window {
  if (asOf >= window.end || asOf <= window.start) return before;
  const { zone } = window;
  const gone = wallTime(asOf, zone) - wallTime(window.start, zone);
  return { ...before, end: Math.min(before.end, instantAt(wallTime(before.start, zone) + gone, zone)) };
}

/** The part of a span in which data is complete, or `null`. */
function coveredPart<Cut extends Span>(span: Cut, coverage: Coverage | null): Cut | null {
  if (coverage === null) return null;
  const start = Math.max(span.start, coverage.coveredFrom);
  const end = Math.min(span.end, coverage.completeTo);
  return start < end ? { ...span, start, end } : null;
}

import type { Report } from '../../domain/report.ts';
import type { WindowRequest } from '../../domain/window.ts';
import { freshnessOf } from '../../report/freshness.ts';
import { inZone } from '../blocks/date-text.ts';
import { daysText, dayText, periodText } from './period-text.ts';
import type { ReportContext } from './report-context.ts';

/** How far the data reaches into the time that was asked for. */
type Reach =
  /** `said` follows a number of incidents: `, last 30 days`, ` since 24 Sep, older ones still loading`. */
  | { readonly kind: 'some'; readonly said: string; readonly isLoading: boolean }
  /** Why nothing can be said, as a sentence: `June 2026 is not loaded yet (complete back to 24 Oct).` */
  | { readonly kind: 'none'; readonly sentence: string };

/** Says how far the data reaches: what is not covered is never said to have had no incidents. */
export function reachOf({ report, range, now }: ReportContext): Reach {
  const { covered, window } = report.definition;
  const isLoading = isBeingLoaded(report);
  if (covered === null) return { kind: 'none', sentence: whyNothing({ report, range, now }, isLoading) };
  const period = periodText(range, window, now);
  const isLate = covered.start > window.start;
  const since = dayText(covered.start, window.zone, now);
  const older = isLoading ? 'older ones still loading' : 'where the data begins';
  const soFar = covered.end < window.end ? endText(report, now) : '';
  if (!isLate) return { kind: 'some', said: `, ${period}${soFar}`, isLoading: false };
  const from = range.kind === 'last' ? ` since ${since}, ${older}` : `, ${period} from ${since} on, ${older}`;
  return { kind: 'some', said: `${from}${soFar}`, isLoading };
}

/** Whether a part of what there is has not come in yet. */
export function isBeingLoaded({ freshness }: Pick<Report, 'freshness'>): boolean {
  return freshness.some(({ state }) => state === 'backfilling' || state === 'never synced');
}

/** The window is not over, or the newest of it has not come in. */
function endText({ definition: { covered, window } }: Report, now: number): string {
  if (covered === null) return '';
  return window.end > now
    ? ' so far'
    : ` up to ${inZone(covered.end, window.zone, 'd MMM HH:mm')}, later ones not loaded yet`;
}

function whyNothing({ report, range, now }: ReportContext, isLoading: boolean): string {
  const { window } = report.definition;
  const { coverage } = freshnessOf(report.freshness);
  const name = nameOf(range, report, now);
  if (window.start >= now) return `${name} ${verb(range, 'has', 'have')} not begun.`;
  if (coverage === null) return 'nothing is loaded yet.';
  if (window.end <= coverage.coveredFrom) {
    const begin = dayText(coverage.coveredFrom, window.zone, now);
    return isLoading
      ? `${name} ${verb(range, 'is', 'are')} not loaded yet (complete back to ${begin}).`
      : `no data for ${name}: the data begins on ${begin}.`;
  }
  const end = inZone(coverage.completeTo, window.zone, 'd MMM HH:mm');
  return `${name} ${verb(range, 'is', 'are')} not loaded yet (complete up to ${end}).`;
}

function nameOf(range: WindowRequest, { definition: { window } }: Report, now: number): string {
  if (range.kind === 'last') return range.days === 1 ? 'today' : `the last ${range.days} days`;
  return range.kind === 'dates' ? daysText(window, now) : periodText(range, window, now);
}

function verb(range: WindowRequest, one: string, several: string): string {
  return range.kind === 'last' && range.days > 1 ? several : one;
}

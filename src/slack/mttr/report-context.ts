import type { Instant } from '../../domain/instant.ts';
import type { Report } from '../../domain/report.ts';
import type { Window, WindowRequest } from '../../domain/window.ts';
import { inZone } from '../blocks/date-text.ts';

/** What the lines of an answer are made of. */
export interface ReportContext {
  readonly report: Report;
  /** How the time was asked for, and is called: `last 30 days`. */
  readonly range: WindowRequest;
  readonly now: Instant;
}

/** A report whose time is called by its days: "last 30 days" were others when it was made. */
export function inItsDays(report: Report, now: Instant): ReportContext {
  return { report, range: daysOf(report.definition.window), now };
}

/** A window asked for by its first and its last day. */
export function daysOf({ start, end, zone }: Window): WindowRequest {
  const day = (instant: Instant) => inZone(instant, zone, 'yyyy-MM-dd');
  return { kind: 'dates', from: day(start), to: day(Math.max(start, end - 1)) };
}

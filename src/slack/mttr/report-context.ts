import type { Instant } from '../../domain/instant.ts';
import type { Report } from '../../domain/report.ts';
import type { WindowRequest } from '../../domain/window.ts';

/** What the lines of an answer are made of. */
export interface ReportContext {
  readonly report: Report;
  readonly range: WindowRequest;
  readonly now: Instant;
}

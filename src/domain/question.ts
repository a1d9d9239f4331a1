import type { Filter } from './filter.ts';
import type { WindowRequest } from './window.ts';

/** The event that must fall into the window. */
export type TrackingEvent = 'resolved' | 'created' | 'updated';

export type Metric = 'mttr' | 'mtta' | 'count' | 'after-hours';

/** What the table of an answer is grouped by. */
export type Grouping =
  | 'service'
  | 'priority'
  | 'urgency'
  | 'severity'
  | 'team'
  | 'user'
  | 'status'
  | 'day'
  | 'week'
  | 'month';

/** What a person wants to know: everything `/sei-mttr` can say, and nothing of how it was typed. */
export interface Question {
  /** The question's own conditions, names as the person wrote them. */
  readonly filter: Filter;
  /** Name of a collection, or `null` for the caller's default (or the whole workspace). */
  readonly collection: string | null;
  readonly metric: Metric;
  /** `null` takes the profile's. */
  readonly track: TrackingEvent | null;
  readonly range: WindowRequest;
  /** One or two groupings; empty lets the report choose. */
  readonly by: readonly Grouping[];
  /** IANA zone; `null` takes the workspace's. */
  readonly zone: string | null;
}

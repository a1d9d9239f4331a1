import type { Seconds } from './duration.ts';
import type { IncidentKey } from './exclusion.ts';
import type { Filter } from './filter.ts';
import type { Instant } from './instant.ts';
import type { Grouping, Metric, Question, TrackingEvent } from './question.ts';
import type { Window } from './window.ts';

/** What it takes to compute a report again and to see that it is the same: no numbers but a few to compare. */
export interface KeptReport {
  readonly workspaceId: string;
  /** 5 characters of Crockford's base 32 (longer only where 5 were taken): `7KQ2M`. */
  readonly id: string;
  /** When it was first computed. */
  readonly at: Instant;
  /** The question as it was asked. */
  readonly question: Question;
  /** What the question came to, with everything settled that can change later: collection, profile, names, dates. */
  readonly settled: SettledQuestion;
  /** The commit after which the store was read. */
  readonly sequence: number;
  /** Of the counted incidents with their durations. */
  readonly checksum: string;
  readonly n: number;
  readonly mean: Seconds | null;
}

/** A question without anything that depends on when it is asked. */
export interface SettledQuestion {
  readonly subject: string;
  readonly metric: Metric;
  readonly track: TrackingEvent;
  readonly by: readonly Grouping[];
  readonly window: Window;
  readonly covered: Window | null;
  readonly before: Window;
  readonly isBeforeCovered: boolean;
  /** Up to when the data was complete. */
  readonly asOf: Instant;
  readonly completeTo: Instant | null;
  readonly integrationIds: readonly string[];
  /**
   * Ids of the collection that was asked about and of all above it: names change, ids do not. Empty where no collection was
   * asked about; reports of earlier versions do not have it.
   */
  readonly collectionIds?: readonly string[];
  readonly filter: Filter;
  readonly profile: { readonly id: string; readonly name: string } | null;
  /** Incidents of these integrations that were excluded by hand, in a settled order. */
  readonly excluded: readonly IncidentKey[];
}

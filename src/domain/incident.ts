import type { Instant } from './instant.ts';

/** A PagerDuty object named by another: its id and the name it last had. */
export interface Reference {
  readonly id: string;
  readonly name: string;
}

/**
 * How an incident came to its end, as far as PagerDuty tells:
 * a person resolved it, a monitor's integration did, the service's auto-resolve timeout did, or it was
 * merged into another. `open` while it is not resolved, `unknown` where the payload does not say.
 */
export const ENDINGS = ['open', 'person', 'monitor', 'timeout', 'merge', 'unknown'] as const;
export type Ending = (typeof ENDINGS)[number];

/** How a resolved incident that counts came to its end. */
export type CountedEnding = Exclude<Ending, 'open' | 'merge'>;

/**
 * One PagerDuty incident, normalised: every quirk of the wire is gone, every instant is UTC seconds.
 *
 * `severities`, `responders` and the acknowledgement come from further requests (alerts, log entries); they are
 * `null` until those were made, which is not the same as "none".
 */
export interface Incident {
  readonly integrationId: string;
  /** PagerDuty's id, unique within the account. */
  readonly id: string;
  /** The number people use, unique within the account. */
  readonly number: number;
  readonly title: string;
  /** Where a person opens it in PagerDuty. */
  readonly url: string;
  /** The alert de-duplication key, empty where there is none. */
  readonly key: string;
  /** `triggered`, `acknowledged`, `resolved`, or a value that PagerDuty adds later. */
  readonly status: string;
  /** `high`, `low`, or a value that PagerDuty adds later. Its last value: urgency can change. */
  readonly urgency: string;
  readonly priority: Reference | null;
  /** The service it is on now. */
  readonly service: Reference | null;
  readonly teams: readonly Reference[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** When it was last resolved, `null` while it is open (also after a reopening). */
  readonly resolvedAt: Instant | null;
  readonly ending: Ending;
  readonly enrichment: Enrichment | null;
  /** Distinct alert severities, or `null` where they were not fetched. */
  readonly severities: readonly string[] | null;
}

/** What only the log entries of an incident tell. */
export interface Enrichment {
  readonly firstAcknowledgedAt: Instant | null;
  /** Users who were assigned, acknowledged or resolved it. */
  readonly responders: readonly Reference[];
  /** How often it was reopened. */
  readonly reopened: number;
  /** The last thing that a person did to it before it was resolved. */
  readonly lastWorkedAt: Instant | null;
}

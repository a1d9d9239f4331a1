import type { Seconds } from './duration.ts';
import type { Instant } from './instant.ts';

/** Where a digest goes. */
export type DigestPlace =
  | { readonly kind: 'channel'; readonly channelId: string }
  /** To one person, as a direct message. */
  | { readonly kind: 'person'; readonly userId: string };

/** When a digest is due, by the clock on the wall of one zone. */
export interface DigestSchedule {
  /** `month`: on the first such weekday of each month. */
  readonly every: 'week' | 'two weeks' | 'month';
  /** ISO weekday: 1 (Monday) to 7 (Sunday). */
  readonly weekday: number;
  /** Hour of the day, 0 to 23. */
  readonly hour: number;
  /** IANA zone. */
  readonly zone: string;
  /** An ISO date in a week that has a slot: tells the weeks of `two weeks` apart. Without meaning for the others. */
  readonly anchor: string;
}

/** What the table of a digest is grouped by. */
export type DigestGrouping = 'service' | 'priority' | 'urgency' | 'team';

/** Why a digest does not go out. */
export type DigestPause =
  /** Somebody paused it, or muted it where it is posted. */
  | { readonly kind: 'person'; readonly userId: string; readonly at: Instant }
  /** Slack refuses it for a reason that only people can mend (archived, not in the channel): Slack's code. */
  | { readonly kind: 'slack'; readonly code: string; readonly at: Instant }
  /** Nothing may be shown in its channel any more: shared with another organisation. The sentence says so. */
  | { readonly kind: 'not shown there'; readonly sentence: string; readonly at: Instant }
  /** Its collection was deleted, under this name. */
  | { readonly kind: 'collection deleted'; readonly name: string; readonly at: Instant };

/** A report that is posted on a schedule. */
export interface Digest {
  readonly workspaceId: string;
  readonly id: string;
  readonly place: DigestPlace;
  /** `null`: everything that the place may see. */
  readonly collectionId: string | null;
  readonly schedule: DigestSchedule;
  readonly by: DigestGrouping;
  /** Post only when something is worth saying: clearly slower or faster, target missed, an incident open for long. */
  readonly quiet: boolean;
  /** An incident that is open for so many days is worth saying. 1 to 90. */
  readonly openDays: number;
  /** The MTTR that the team wants to stay under; `null`: none. */
  readonly target: Seconds | null;
  /** `null` while it goes out. */
  readonly paused: DigestPause | null;
  /** Who configured it, and the Slack team they acted in: who is told when something is wrong with it. */
  readonly ownerId: string;
  readonly ownerTeamId: string;
  readonly createdAt: Instant;
  /** Slots before this are not made up for: its creation, its last change of schedule, its last resuming. */
  readonly activeSince: Instant;
}

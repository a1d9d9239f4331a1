import type { Coverage } from '../domain/coverage.ts';
import type { Directory } from '../domain/directory.ts';
import type { Incident } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { SyncRun } from '../domain/sync-run.ts';
import type { Lease } from './lease-store.ts';
import type { Sequence } from './sequence.ts';

/** Runs and rejected records that are kept of an integration, the newest. */
export const RUNS_KEPT = 2_000;
export const REJECTED_KEPT = 1_000;

export const NEVER_SYNCED: SyncState = { coverage: null, backfill: null, nightlyAt: null };

/** Where the sync of one integration stands. Moves only together with the data it speaks of. */
export interface SyncState {
  /** `null` before the first window is stored. */
  readonly coverage: Coverage | null;
  readonly backfill: BackfillState | null;
  /** When the directory and the recent past were last read again. */
  readonly nightlyAt: Instant | null;
  /** Where the reading of log entries stands; absent before it began. */
  readonly enrichment?: BackgroundState;
  /** Where the reading of alert severities stands; absent where nobody wants them. */
  readonly severities?: BackgroundState;
  /** Which key PagerDuty refused (a fingerprint): left alone until there is another. Absent while it works. */
  readonly refusedKey?: string;
  /** Incidents created before were deleted by retention. The store's own: what a sync says of it is not looked at. */
  readonly forgottenBefore?: Instant;
  /** Since when nothing came in, where somebody was told of it. Absent while it works. */
  readonly toldStaleSince?: Instant;
}

/**
 * What is read behind the main data, newest first: known of incidents created from `coveredFrom` on, as of `completeTo`.
 * It began at some `completeTo` and works back to the backfill's floor; every run moves `completeTo` on.
 */
export interface BackgroundState {
  readonly coveredFrom: Instant;
  readonly completeTo: Instant;
  /** When it reached the floor. */
  readonly finishedAt: Instant | null;
}

/** A backfill works from `end` back to `floor`; `coverage.coveredFrom` is where it stands. */
export interface BackfillState {
  /** Incidents created from here on are stored, though not yet those that were only resolved after: no coverage. */
  readonly readTo?: Instant;
  readonly floor: Instant;
  readonly end: Instant;
  readonly startedAt: Instant;
  /** Incidents PagerDuty announced for the whole span, `null` until counted. */
  readonly expected: number | null;
  readonly stored: number;
  readonly finishedAt: Instant | null;
}

/** What one step of a sync brings. Stored whole or not at all. */
export interface SyncBatch {
  /**
   * Inserted, or replacing one with an older or equal `updatedAt`; a newer one in the store stays.
   * `enrichment` and `severities` that are `null` leave what is known of them as it is.
   */
  readonly incidents?: readonly Incident[];
  readonly directory?: Directory;
  readonly state?: SyncState;
  readonly run?: SyncRun;
  readonly rejected?: readonly RejectedRecord[];
}

/** A record of PagerDuty's that could not be read: kept aside, never dropped silently. */
export interface RejectedRecord {
  readonly at: Instant;
  readonly id: string | null;
  readonly reason: string;
}

/** How many incidents a commit added or changed. Unchanged ones count in neither. */
export interface CommitResult {
  readonly inserted: number;
  readonly updated: number;
  /** The store's newest commit when this one was done: what a report id remembers. */
  readonly sequence: Sequence;
}

export interface SyncStore {
  state(workspaceId: string, integrationId: string): Promise<SyncState>;
  /**
   * @param lease what the batch is brought under
   * @throws {LeaseLostError} and stores nothing, where somebody else has claimed the lease
   */
  commit(workspaceId: string, integrationId: string, batch: SyncBatch, lease?: Lease): Promise<CommitResult>;
  /** Ids of the incidents that are open in the store. */
  openIds(workspaceId: string, integrationId: string): Promise<readonly string[]>;
  /** The ingestion log, newest first. */
  runs(workspaceId: string, integrationId: string, limit: number): Promise<readonly SyncRun[]>;
  rejected(workspaceId: string, integrationId: string, limit: number): Promise<readonly RejectedRecord[]>;
}

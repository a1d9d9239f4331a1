import type { Seconds } from './duration.ts';
import type { Instant } from './instant.ts';

/** A key that lets satellites enrol for a day: what `satellite.yml` carries. */
export interface Enrolment {
  readonly workspaceId: string;
  readonly id: string;
  /** SHA-256 of the key, in hex: the key itself is in the file alone. */
  readonly secret: string;
  readonly integrationIds: readonly string[];
  readonly createdAt: Instant;
  /** User id of the admin who made it. */
  readonly createdBy: string;
  readonly expiresAt: Instant;
}

/** An agent that enrolled. */
export interface Satellite {
  readonly workspaceId: string;
  readonly id: string;
  /** SHA-256 of its credential, in hex. */
  readonly secret: string;
  readonly enrolmentId: string;
  /** The attempt to enrol that made it: the same one does not make another. */
  readonly attempt: string;
  /** The integrations that it may write. */
  readonly integrationIds: readonly string[];
  readonly version: string;
  /** Resident memory in bytes; `null` before the first heartbeat. */
  readonly memory: number | null;
  /** Its clock minus ours. */
  readonly skew: Seconds;
  readonly enrolledAt: Instant;
  /** To within a minute; `null` before its credential was used. */
  readonly lastSeenAt: Instant | null;
  /** When an admin revoked it: kept so that it can be told. */
  readonly revokedAt: Instant | null;
}

/** The right to work on one integration, for one satellite at a time. */
export interface Lease {
  readonly satelliteId: string;
  /** Higher than that of every lease before. */
  readonly token: number;
  readonly expiresAt: Instant;
  /** The last batch that came under it, and what it changed; `null` before the first. */
  readonly lastBatch: { readonly number: number; readonly inserted: number; readonly updated: number } | null;
}

/** What is agreed with satellites about one integration. */
export interface SatelliteWork {
  readonly workspaceId: string;
  readonly integrationId: string;
  /** `null` before the first, and after a pause. */
  readonly lease: Lease | null;
  /** The highest token that was given. */
  readonly lastToken: number;
  /** How often "Sync now" was asked for. */
  readonly syncRequest: number;
  /** Somebody asked for alert severities. */
  readonly wantsSeverities: boolean;
}

/** No satellite of an integration was heard of since then. */
export interface Outage {
  readonly workspaceId: string;
  readonly integrationId: string;
  readonly since: Instant;
}

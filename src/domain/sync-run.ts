import type { Seconds } from './duration.ts';
import type { Instant } from './instant.ts';

/** Why a run failed, in the terms in which a person can mend it. */
export const FAILURE_CAUSES = [
  'key refused',
  'access denied',
  'rate limited',
  'network',
  'broken answer',
  'pagerduty error',
  'store',
  'unknown',
] as const;
export type FailureCause = (typeof FAILURE_CAUSES)[number];

/** One entry of the ingestion log. */
export interface SyncRun {
  readonly id: string;
  readonly kind: 'backfill' | 'changes' | 'nightly' | 'enrichment';
  readonly startedAt: Instant;
  readonly duration: Seconds;
  readonly outcome: 'succeeded' | 'failed' | 'stopped';
  /** Incidents that were new or changed in the store. */
  readonly stored: number;
  /** Records that could not be read, kept aside. */
  readonly rejected: number;
  readonly requests: number;
  readonly retries: number;
  readonly failure: { readonly cause: FailureCause; readonly sentence: string } | null;
}

/**
 * HEALTHY: every run of the last 7 days succeeded. WARNING: some failed. CRITICAL: none succeeded.
 * UNKNOWN: no recent run.
 */
export type Health = 'HEALTHY' | 'WARNING' | 'CRITICAL' | 'PAUSED' | 'OFFLINE SATELLITE' | 'UNKNOWN';

import type { Seconds } from '../domain/duration.ts';
import type { BackgroundState, SyncState } from '../store/sync-store.ts';
import type { BackfillProgress, BackgroundProgress } from './sync.ts';

/**
 * How long the rest of a backfill takes at the pace of this run.
 *
 * @returns seconds, at least 0; `null` while there is no pace or no total to go by
 */
export function timeLeft(
  { stored, expected }: Pick<BackfillProgress, 'stored' | 'expected'>,
  { read, seconds }: { readonly read: number; readonly seconds: Seconds },
): Seconds | null {
  if (expected === null || read === 0 || seconds <= 0) return null;
  return Math.ceil((Math.max(0, expected - stored) / read) * seconds);
}

/** What the store tells of an unfinished backfill that is not being worked on; `null` where there is none. */
export function storedProgress({ backfill, coverage }: SyncState): BackfillProgress | null {
  if (backfill === null || backfill.finishedAt !== null) return null;
  const { stored, expected, floor } = backfill;
  return { stored, expected, floor, coveredFrom: coverage?.coveredFrom ?? null, timeLeft: null };
}

/** How far what is read behind the main data is; `null` where it did not begin. */
export function backgroundProgress(
  { backfill }: SyncState,
  state: BackgroundState | undefined,
): BackgroundProgress | null {
  if (state === undefined || backfill === null) return null;
  const { coveredFrom, completeTo } = state;
  const whole = completeTo - backfill.floor;
  const share = whole <= 0 ? 1 : Math.min(1, (completeTo - coveredFrom) / whole);
  return { coverage: { coveredFrom, completeTo }, share };
}

import { DAY, HOUR, type Seconds } from '../domain/duration.ts';
import type { Instant, Span } from '../domain/instant.ts';
import type { BackfillState, SyncState } from '../store/sync-store.ts';

/** What one run of the sync does. */
export type Step = 'backfill' | 'changes' | 'nightly' | 'enrichment' | 'severities';

/** How far the nightly run looks back, and the first window of a backfill: what most questions are about. */
export const WINDOW: Seconds = 30 * DAY;

/** How far back the windows of a backfill reach; further ones are a half year each, the most that PagerDuty answers. */
const WINDOWS: readonly Seconds[] = [WINDOW, 90 * DAY, 180 * DAY];
const HALF_YEAR: Seconds = 180 * DAY;

/** Every night at 03:00 UTC the recent past and the directory are read again. */
const NIGHT: Seconds = 3 * HOUR;

/**
 * What to do next for one integration, or `null` where everything is done.
 *
 * The newest part comes first: a run that is due goes before further history, and incidents before what log entries and
 * alerts tell of them.
 */
export function nextStep(
  state: SyncState,
  { now, due, backfillDays }: { readonly now: Instant; readonly due: boolean; readonly backfillDays: number },
): Step | null {
  const { coverage, backfill, nightlyAt, enrichment, severities } = state;
  if (coverage === null || backfill === null) return 'backfill';
  if (due) return nightlyDue(nightlyAt, now) ? 'nightly' : 'changes';
  if (backfillOf(state, now, backfillDays).finishedAt === null) return 'backfill';
  if (!enrichment || enrichment.coveredFrom > backfill.floor) return 'enrichment';
  return severities && severities.coveredFrom > backfill.floor ? 'severities' : null;
}

/** Whether a night has passed since the last nightly run. */
export function nightlyDue(nightlyAt: Instant | null, now: Instant): boolean {
  const lastNight = Math.floor((now - NIGHT) / DAY) * DAY + NIGHT;
  return nightlyAt === null || nightlyAt < lastNight;
}

/**
 * The backfill to begin or to go on with.
 *
 * One that stored nothing yet begins anew at `now`. One whose floor lies above the wanted depth is deepened, also
 * when it was finished: `BACKFILL_DAYS` was raised. What retention deleted is not read again.
 */
export function backfillOf(state: SyncState, now: Instant, backfillDays: number): BackfillState {
  const { backfill, coverage } = state;
  if (backfill === null || (coverage === null && backfill.readTo === undefined)) {
    return {
      floor: now - backfillDays * DAY,
      end: now,
      startedAt: now,
      expected: null,
      stored: 0,
      finishedAt: null,
    };
  }
  const floor = Math.max(backfill.end - backfillDays * DAY, state.forgottenBefore ?? 0);
  return floor < backfill.floor ? { ...backfill, floor, finishedAt: null } : backfill;
}

/** The newest window that is not covered yet, directly below what is; `null` at the floor. */
export function nextWindow(backfill: BackfillState, coveredFrom: Instant | null): Span | null {
  const end = coveredFrom ?? backfill.end;
  if (end <= backfill.floor) return null;
  const depth = backfill.end - end;
  const next = WINDOWS.find((each) => each > depth) ?? (Math.floor(depth / HALF_YEAR) + 1) * HALF_YEAR;
  return { start: Math.max(backfill.floor, backfill.end - next), end };
}

/** The part of a window that is not read yet. */
export function restOf(window: Span, { readTo }: BackfillState): Span {
  return readTo === undefined ? window : { start: window.start, end: Math.min(readTo, window.end) };
}

/** Where the sync stands once a window is read down to a moment: it goes on there, and covers no more than before. */
export function afterStretch(
  state: SyncState,
  backfill: BackfillState,
  { readTo, read }: { readonly readTo: Instant; readonly read: number },
): SyncState & { readonly backfill: BackfillState } {
  return { ...state, backfill: { ...backfill, readTo, stored: backfill.stored + read } };
}

/** Where the sync stands once a window of the backfill is stored whole. */
export function afterWindow(
  state: SyncState,
  backfill: BackfillState,
  window: Span,
  read: number,
  now: Instant,
): SyncState & { readonly backfill: BackfillState } {
  const stored = backfill.stored + read;
  const finished = window.start <= backfill.floor;
  return {
    ...state,
    coverage: { coveredFrom: window.start, completeTo: state.coverage?.completeTo ?? window.end },
    backfill: {
      ...backfill,
      readTo: window.start,
      stored,
      expected: finished ? stored : expectedTotal(backfill, window.start, stored),
      finishedAt: finished ? now : null,
    },
  };
}

/**
 * How many incidents the whole backfill will bring: those announced or read down to `start`, and below it as many a
 * day as above. `null` where nothing is known yet.
 */
export function expectedTotal(backfill: BackfillState, start: Instant, known: number): number | null {
  const seen = backfill.end - start;
  if (seen <= 0) return null;
  return Math.round(known + (known / seen) * Math.max(0, start - backfill.floor));
}

/**
 * The newest stretch of history that is not read behind the main data yet, as long as about so many incidents take;
 * `null` at the floor.
 */
export function nextStretch(backfill: BackfillState, coveredFrom: Instant, incidents: number): Span | null {
  if (coveredFrom <= backfill.floor) return null;
  const each = (backfill.end - backfill.floor) / Math.max(1, backfill.stored);
  const length = Math.min(WINDOW, Math.max(HOUR, Math.round(each * incidents)));
  return { start: Math.max(backfill.floor, coveredFrom - length), end: coveredFrom };
}

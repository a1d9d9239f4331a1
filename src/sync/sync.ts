import type { Coverage } from '../domain/coverage.ts';
import type { Seconds } from '../domain/duration.ts';
import type { Incident } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import type { Health, SyncRun } from '../domain/sync-run.ts';

/** How far a backfill is. */
export interface BackfillProgress {
  readonly stored: number;
  /** Incidents PagerDuty announced so far, and an estimate for what it was not asked for yet; `null` until counted. */
  readonly expected: number | null;
  readonly floor: Instant;
  /** Complete back to here; `null` before the first window is stored. */
  readonly coveredFrom: Instant | null;
  /** Estimated time left, `null` until there is something to estimate from. */
  readonly timeLeft: Seconds | null;
}

/** How far what is read behind the main data is: log entries, alert severities. */
export interface BackgroundProgress {
  /** Known of incidents created in this span, as they were at its end. */
  readonly coverage: Coverage;
  /** How much of the time that the backfill spans, 0 to 1. */
  readonly share: number;
}

export interface SyncStatus {
  readonly health: Health;
  readonly running: boolean;
  readonly coverage: Coverage | null;
  /** Set while the backfill is not finished. */
  readonly backfill: BackfillProgress | null;
  /** Who acknowledged and took part, what was reopened. Absent or `null` before it began. */
  readonly enrichment?: BackgroundProgress | null;
  /** Absent or `null` where nobody wants severities. */
  readonly severities?: BackgroundProgress | null;
  /**
   * Of an integration that a satellite reads: `waiting` where none has started yet. Absent for one that the app reads itself.
   */
  readonly satellite?: 'waiting' | 'online' | 'offline';
  /** When incidents were last ingested successfully. */
  readonly lastIngestedAt: Instant | null;
  readonly incidents: number;
  /** The ingestion log, newest first. */
  readonly runs: readonly SyncRun[];
}

export type SyncEvent =
  | {
      readonly kind: 'progress';
      readonly workspaceId: string;
      readonly integrationId: string;
      readonly progress: BackfillProgress;
    }
  | {
      readonly kind: 'run';
      readonly workspaceId: string;
      readonly integrationId: string;
      readonly run: SyncRun;
    }
  /** The key was refused: nothing is fetched until there is another. Told once for a key, to the owner. */
  | {
      readonly kind: 'stopped';
      readonly workspaceId: string;
      readonly integrationId: string;
      readonly failure: NonNullable<SyncRun['failure']>;
    }
  /** Nothing has come in for 6 hours. Told once, until something does. */
  | {
      readonly kind: 'stale';
      readonly workspaceId: string;
      readonly integrationId: string;
      readonly since: Instant;
      readonly failure: SyncRun['failure'];
    }
  /** No satellite of the integration was heard of since then. Told once, until one is: then `back` is told. */
  | {
      readonly kind: 'offline' | 'back';
      readonly workspaceId: string;
      readonly integrationId: string;
      readonly since: Instant;
    };

/** One incident as it is stored and as PagerDuty has it now. */
export type SpotCheck =
  | { readonly kind: 'not stored' }
  /** `same`: nothing that a report reads differs. `null`: PagerDuty does not know it any more. */
  | {
      readonly kind: 'compared';
      readonly stored: Incident;
      readonly current: Incident | null;
      readonly same: boolean;
    }
  /** PagerDuty could not be asked: why, as a sentence. */
  | { readonly kind: 'not compared'; readonly stored: Incident; readonly sentence: string };

/** Keeps the store equal to PagerDuty, integration by integration. */
export interface Sync {
  /**
   * Begins a run (or goes on with the backfill) now, in the background.
   *
   * @returns `asked` where a satellite does it, which hears of it within seconds; `offline` where that one does not answer
   */
  syncNow(
    workspaceId: string,
    integrationId: string,
  ): Promise<'started' | 'already running' | 'paused' | 'asked' | 'offline'>;
  /**
   * Aborts the run of one integration and resolves when nothing of it writes any more: before a pause, another key, a
   * deletion. The schedule goes on with it unless it is paused or gone by then.
   */
  halt(workspaceId: string, integrationId: string): Promise<void>;
  status(workspaceId: string, integrationId: string): Promise<SyncStatus>;
  /** Looks one incident up by the number that people use, and asks PagerDuty for it, before all other work. */
  spotCheck(
    workspaceId: string,
    integrationId: string,
    number: number,
    signal?: AbortSignal,
  ): Promise<SpotCheck>;
  /**
   * Has alert severities read from now on, history's too: a request for each incident, behind everything else. Where a
   * collection filters by severity that happens by itself.
   */
  wantSeverities(workspaceId: string, integrationId: string): Promise<void>;
  /** Hears of progress (with every page: throttle it) and finished runs; returns what ends it. */
  subscribe(listener: (event: SyncEvent) => void): () => void;
  /** Resolves when no run is under way: for tests, the demo and shutdown. */
  idle(): Promise<void>;
  /** Begins the schedule, and goes on with unfinished backfills. */
  start(): Promise<void>;
  /** Ends the schedule, aborts what runs; what is stored stays. */
  stop(): Promise<void>;
}

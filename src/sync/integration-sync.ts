import type { Clock } from '../domain/clock.ts';
import type { Seconds } from '../domain/duration.ts';
import type { Instant, Span } from '../domain/instant.ts';
import type { SyncRun } from '../domain/sync-run.ts';
import type { Log } from '../log.ts';
import type { PagerDutyClient } from '../pagerduty/client.ts';
import type { SyncState } from '../store/sync-store.ts';
import { backfill } from './backfill.ts';
import { changes } from './changes.ts';
import { enrich, readSeverities } from './enrich.ts';
import { needsNewKey } from './failure.ts';
import { nightly } from './nightly.ts';
import type { Pass } from './pass.ts';
import { nextStep, type Step } from './plan.ts';
import { timeLeft } from './progress.ts';
import { recordRun } from './record-run.ts';
import { Rejections } from './rejections.ts';
import { reread } from './reread.ts';
import type { SyncSink } from './sink.ts';
import type { BackfillProgress } from './sync.ts';

export interface IntegrationSyncOptions {
  readonly sink: SyncSink;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
  readonly backfillDays: number;
  readonly onProgress: (progress: BackfillProgress) => void;
  readonly onRun: (run: SyncRun) => void;
}

/**
 * The sync of one integration, wherever it writes to: our store, or a satellite's parent.
 *
 * Remembers between two calls only what it may forget: clocks' difference, what vanished or could not be read, what was
 * enriched a moment ago, how far a backfill is.
 */
export class IntegrationSync {
  readonly #options: IntegrationSyncOptions;
  readonly #vanished = new Set<string>();
  readonly #enriched = new Map<string, Instant>();
  readonly #rejections = new Rejections();
  #skew: Seconds = 0;
  #due = false;
  #wantsSeverities = false;
  #progress: BackfillProgress | null = null;

  constructor(options: IntegrationSyncOptions) {
    this.#options = options;
  }

  /** How far the backfill under way is; `null` while none is. */
  get progress(): BackfillProgress | null {
    return this.#progress;
  }

  /** Asks for the newest part to be brought up to date: now if {@link work} is called, else between two windows. */
  request(): void {
    this.#due = true;
  }

  /** Whether somebody asked and {@link work} has not begun it: it was at its end. */
  get requested(): boolean {
    return this.#due;
  }

  /** Asks for the severities of alerts: as soon as there are incidents, behind everything else. */
  wantSeverities(): void {
    this.#wantsSeverities = true;
  }

  /**
   * Works until everything is done or something prevents it. Returns the last run, or `null` where nothing was to do.
   * A failed run for changes does not keep the backfill from going on, unless the key is refused.
   */
  async work(client: PagerDutyClient, signal: AbortSignal): Promise<SyncRun | null> {
    const { sink, clock, backfillDays } = this.#options;
    let last: SyncRun | null = null;
    for (;;) {
      const now = clock.now();
      await this.#begin(await sink.state());
      const step = nextStep(await sink.state(), { now, due: this.#due, backfillDays });
      if (step === null) return last;
      this.#due = false;
      last = await this.#run(step, client, signal);
      this.#options.onRun(last);
      if (last.outcome === 'stopped' || needsNewKey(last.failure)) return last;
      if (last.outcome === 'failed' && step !== 'changes' && step !== 'nightly') return last;
      if (step === 'backfill') {
        // What happened during a backfill, and what was open before it, is not left to the next tick.
        const { coverage } = await sink.state();
        if (coverage !== null && coverage.completeTo < clock.now()) this.#due = true;
      }
    }
  }

  /** Reads a span of incidents again that the store lost. The returned run tells how it ended. */
  async reread(client: PagerDutyClient, span: Span, signal: AbortSignal): Promise<SyncRun> {
    const run = await this.#record('backfill', client, signal, (pass) => reread(pass, span));
    this.#options.onRun(run);
    return run;
  }

  /** Writes down that severities are wanted: from the newest incident that is covered, back to the first. */
  async #begin(state: SyncState): Promise<void> {
    if (!this.#wantsSeverities || state.severities !== undefined || state.coverage === null) return;
    const { completeTo } = state.coverage;
    const severities = { coveredFrom: completeTo, completeTo, finishedAt: null };
    await this.#options.sink.commit({ state: { ...state, severities } });
  }

  #run(step: Step, client: PagerDutyClient, signal: AbortSignal): Promise<SyncRun> {
    const kind = step === 'severities' ? 'enrichment' : step;
    return this.#record(kind, client, signal, (pass) => this.#pass(step, pass));
  }

  async #record(
    kind: SyncRun['kind'],
    client: PagerDutyClient,
    signal: AbortSignal,
    work: (pass: Pass) => Promise<void>,
  ): Promise<SyncRun> {
    const { sink, clock, newId, log } = this.#options;
    const rejections = this.#rejections;
    try {
      return await recordRun(kind, { client, sink, clock, newId, log, signal }, (tally) =>
        work({ client, sink, clock, signal, tally, rejections }),
      );
    } finally {
      this.#skew = client.clockSkew() ?? this.#skew;
      this.#progress = null;
    }
  }

  async #pass(step: Step, pass: Pass): Promise<void> {
    if (step === 'backfill') return this.#backfill(pass);
    if (step === 'enrichment') return enrich(pass, () => this.#due);
    if (step === 'severities') return readSeverities(pass, () => this.#due);
    if (step === 'nightly') {
      this.#vanished.clear();
      this.#rejections.clear();
    }
    const { coverage } = await pass.sink.state();
    if (coverage === null) return;
    const remembered = { skew: this.#skew, vanished: this.#vanished, enriched: this.#enriched };
    await changes(pass, coverage, remembered);
    if (step === 'nightly') await nightly(pass);
  }

  #backfill(pass: Pass): Promise<void> {
    const { backfillDays, clock, onProgress } = this.#options;
    const startedAt = clock.now();
    return backfill(pass, {
      backfillDays,
      shouldYield: () => this.#due,
      onProgress: (progress) => {
        const rate = { read: pass.tally.read, seconds: clock.now() - startedAt };
        this.#progress = { ...progress, timeLeft: timeLeft(progress, rate) };
        onProgress(this.#progress);
      },
    });
  }
}

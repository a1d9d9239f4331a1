import type { Ticker, Ticking } from '../../schedule/ticker.ts';
import type { HeartbeatAnswer } from '../protocol/heartbeat.ts';
import type { AppClock } from './app-clock.ts';
import type { SatelliteConfig } from './file/satellite-config.ts';
import { IntakeError, isFinal } from './intake/intake-errors.ts';
import { waitBefore } from './intake/retrying.ts';
import { IntegrationWork, type WorkSurroundings } from './work/integration-work.ts';

export interface SatelliteOptions
  extends Omit<WorkSurroundings, 'stopping' | 'onChange' | 'onStored' | 'clock'> {
  readonly config: Pick<SatelliteConfig, 'integrations'>;
  readonly clock: AppClock;
  /** This machine's clock, uncorrected. */
  readonly ownNow: () => number;
  readonly ticker: Ticker;
  readonly version: string;
  /** Resident memory, bytes. */
  readonly memory: () => number;
}

/** Milliseconds between two heartbeats at least, however much happens. */
const SHORTEST_PAUSE = 500;
/** Whatever the app says: after an outage nobody waits longer than this. */
const LONGEST_PAUSE = 300_000;
/** Milliseconds that runs have to end in, and that the app has to take a lease back in. */
const STOP_WITHIN = 5_000;
const RELEASE_WITHIN = 3_000;

/**
 * A satellite at work: tells the app that it is there, does what the answers say, and works on the integrations whose
 * lease it has. Nothing is kept on this side: after any outage the app says where the work stands.
 */
export class Satellite {
  readonly #options: SatelliteOptions;
  readonly #works: readonly IntegrationWork[];
  readonly #stopping = new AbortController();
  #ticking: Ticking | null = null;
  #cron = '';
  #wake: () => void = () => {};
  #changed = false;
  /** Heartbeats in a row that were not answered. */
  #missed = 0;
  readonly #noted = new Set<string>();

  constructor(options: SatelliteOptions) {
    this.#options = options;
    const surroundings = {
      ...options,
      stopping: this.#stopping.signal,
      onChange: () => {
        this.#changed = true;
        if (this.#missed === 0) this.#wake();
      },
      // What was stored was answered: the next heartbeat need not wait either.
      onStored: () => this.#wake(),
    };
    this.#works = options.config.integrations.map((each) => new IntegrationWork(each, surroundings));
  }

  /** Works until it is stopped. Rejects where only a person can mend it: the credential is revoked or unknown. */
  async run(): Promise<void> {
    const { signal } = this.#stopping;
    try {
      while (!signal.aborted) await this.#rest(await this.#beat());
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Ends runs, gives leases back. Resolves within a few seconds, also where nobody answers. */
  async stop(): Promise<void> {
    const { log, patience } = this.#options;
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort(new Error('The satellite stops.'));
    this.#ticking?.stop();
    this.#wake();
    const late = new AbortController();
    await Promise.race([
      Promise.all(this.#works.map((work) => work.halt())),
      patience.sleep(STOP_WITHIN, late.signal).catch(() => {}), // the runs were faster
    ]);
    late.abort();
    const releases = await Promise.allSettled(this.#works.map((work) => work.release(RELEASE_WITHIN)));
    const failed = releases.filter(({ status }) => status === 'rejected').length;
    if (failed > 0) log.info({ failed }, 'Leases could not be given back; they end by themselves.');
    log.info('stopped');
  }

  /** One heartbeat, and what its answer says. Returns the milliseconds until the next. */
  async #beat(): Promise<number> {
    const { client, credential, version, memory, ownNow, clock, patience, log } = this.#options;
    this.#changed = false;
    try {
      const request = {
        version,
        memory: memory(),
        clock: ownNow(),
        integrations: this.#works.map((work) => work.doing()),
      };
      const { signal } = this.#stopping;
      const answer = await client.call('heartbeat', credential, request, { signal });
      clock.learn(answer.now);
      if (this.#missed > 0) log.info({ missed: this.#missed }, 'The app answers again.');
      this.#missed = 0;
      await this.#obey(answer);
      return answer.heartbeatSeconds * 1000;
    } catch (error) {
      if (this.#stopping.signal.aborted) return 0;
      if (isFinal(error) || !(error instanceof IntakeError)) throw error;
      this.#missed += 1;
      const level = this.#missed === 1 || this.#missed % 20 === 0 ? 'warn' : 'debug';
      log[level]({ missed: this.#missed }, `${error.message} Nothing is lost meanwhile.`);
      return waitBefore(this.#missed, patience.random, error.retryAfter);
    }
  }

  async #obey({ orders, syncCron, backfillDays, notes }: HeartbeatAnswer): Promise<void> {
    const { log } = this.#options;
    this.#schedule(syncCron);
    for (const { code, message, next } of notes) {
      if (!this.#noted.has(code)) log.warn({ note: code }, `${message} ${next}`);
      this.#noted.add(code);
    }
    const known = new Map(orders.map((order) => [order.id, order]));
    await Promise.all(
      this.#works.map((work) => {
        const order = known.get(work.id);
        return order && work.obey(order, backfillDays);
      }),
    );
  }

  /** Runs begin when the app says; while it does not answer, none does. */
  #schedule(cron: string): void {
    const { ticker, log } = this.#options;
    if (cron === this.#cron || this.#stopping.signal.aborted) return;
    this.#ticking?.stop();
    this.#cron = cron;
    try {
      this.#ticking = ticker(cron, async () => {
        if (this.#missed === 0) for (const work of this.#works) work.tick();
      });
    } catch (error) {
      log.error({ err: error }, 'The schedule of the app cannot be read.');
    }
  }

  /** Waits until the next heartbeat is due, or something happened that the app should know. */
  async #rest(milliseconds: number): Promise<void> {
    const { signal } = this.#stopping;
    const { sleep } = this.#options.patience;
    const enough = new AbortController();
    const either = AbortSignal.any([signal, enough.signal]);
    const least = Math.min(SHORTEST_PAUSE, milliseconds);
    await sleep(least, signal).catch(() => {}); // stopped: the loop ends
    if (signal.aborted || (this.#changed && this.#missed === 0)) return;
    this.#wake = () => enough.abort();
    await sleep(Math.min(milliseconds - least, LONGEST_PAUSE), either).catch(() => {}); // woken early
    this.#wake = () => {};
  }
}

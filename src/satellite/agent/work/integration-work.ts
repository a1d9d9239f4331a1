import type { Clock } from '../../../domain/clock.ts';
import type { Log } from '../../../domain/log.ts';
import type { FailureCause, SyncRun } from '../../../domain/sync-run.ts';
import type { Log as AppLog } from '../../../log.ts';
import type { ConnectPagerDuty, PagerDutyClient } from '../../../pagerduty/client.ts';
import { failureOf, failureOfSatellite, needsNewKey } from '../../../sync/failure.ts';
import { IntegrationSync } from '../../../sync/integration-sync.ts';
import type { HeartbeatRequest, Order } from '../../protocol/heartbeat.ts';
import type { ConfiguredIntegration } from '../file/satellite-config.ts';
import type { IntakeClient } from '../intake/intake-client.ts';
import { IntakeError, isLeaseVoid } from '../intake/intake-errors.ts';
import { type IntakeSink, intakeSink } from '../intake/intake-sink.ts';
import type { Patience } from '../intake/retrying.ts';

export interface WorkSurroundings {
  readonly client: Pick<IntakeClient, 'call'>;
  readonly credential: string;
  readonly connect: ConnectPagerDuty;
  /** The app's clock. */
  readonly clock: Clock;
  readonly log: AppLog;
  /** Ids of runs. */
  readonly newId: () => string;
  readonly patience: Omit<Patience, 'signal'>;
  /** Aborted when the satellite stops. */
  readonly stopping: AbortSignal;
  /** Hears that the app should be told something without delay. */
  readonly onChange: () => void;
  /** Hears that the app took something. */
  readonly onStored: () => void;
}

type Doing = HeartbeatRequest['integrations'][number];

/** The right to work, and what is remembered under it. */
interface Held {
  readonly token: number;
  readonly sink: IntakeSink;
  readonly sync: IntegrationSync;
}

interface Job {
  readonly done: Promise<void>;
  readonly controller: AbortController;
}

/** What may be otherwise where another satellite runs: its key, and its way to PagerDuty. */
const BOUND_HERE: readonly FailureCause[] = ['key refused', 'access denied', 'network', 'broken answer'];
/** Milliseconds. */
const HAND_OVER_WITHIN = 3_000;
/** A pause and its end can look like one loss, not like more. */
const MOST_ROBBED = 3;
const SHARED =
  'Another satellite runs with the same credential file. Give each of them a file of its own (credential_file in satellite.yml) and enrol it with a new satellite.yml.';

/**
 * The work on one integration, on this satellite: what the app orders, one run at a time, under a lease.
 *
 * Nothing is kept here that the app does not know: where the work stands comes from the app with every lease.
 */
export class IntegrationWork {
  readonly #integration: ConfiguredIntegration;
  readonly #surroundings: WorkSurroundings;
  readonly #pagerDuty: PagerDutyClient;
  readonly #log: Log;
  #order: Order | null = null;
  #held: Held | null = null;
  #job: Job | null = null;
  /** Why the last run or claim failed; `null` while all is well. */
  #problem: string | null = null;
  /** The key was refused: nothing is asked before a person wants it, or the satellite starts with another. */
  #refused = false;
  /** Something failed that asking again at once does not mend: nothing is begun before the next time of a run. */
  #waiting = false;
  /** How often the lease was lost to nobody that the app knows, since the last time of a run. */
  #robbed = 0;

  constructor(integration: ConfiguredIntegration, surroundings: WorkSurroundings) {
    const { id: integrationId, url, apiKey } = integration;
    this.#integration = integration;
    this.#surroundings = surroundings;
    this.#pagerDuty = surroundings.connect({ integrationId, url, apiKey });
    this.#log = surroundings.log.child({ integrationId });
  }

  get id(): string {
    return this.#integration.id;
  }

  /** What the next heartbeat says of it. */
  doing(): Doing {
    const held = this.#held;
    const failing = this.#problem !== null;
    return {
      id: this.id,
      state: failing ? 'failing' : this.#job ? 'working' : held ? 'idle' : 'standby',
      problem: this.#problem,
      progress: held?.sync.progress ?? null,
      lease: held?.token ?? null,
    };
  }

  /** Does what the app says. Resolves when it is begun, or what may not go on has ended. */
  async obey(order: Order, backfillDays: number): Promise<void> {
    const before = this.#order;
    this.#order = order;
    if (order.gone || order.paused) {
      if (order.gone && !before?.gone) this.#log.warn('The app no longer wants this integration from here.');
      if (order.paused && !before?.paused) this.#log.info('Paused in the app.');
      return this.#giveUp();
    }
    if (this.#held !== null && order.lease !== 'yours') {
      if (order.lease === 'free') this.#robbed += 1;
      await this.#giveUp();
    }
    if (order.lease === 'another') {
      if (before?.lease !== 'another') this.#log.info('Another satellite works on it; standing by.');
      this.#problem = null;
      this.#robbed = 0;
      return;
    }
    const asked = before !== null && order.syncRequest > before.syncRequest;
    if (asked) this.#begun();
    if (this.#held === null && !this.#waiting && !this.#refused) await this.#claim(backfillDays);
    const rereads = order.rereads.length > (before?.rereads.length ?? 0);
    const severities = order.wantsSeverities && !before?.wantsSeverities;
    if (asked || rereads || severities) this.#launch();
  }

  /** The time of a run has come. */
  tick(): void {
    const waited = this.#waiting;
    this.#waiting = false;
    this.#robbed = 0;
    if (waited) this.#surroundings.onChange();
    this.#launch();
  }

  /** Begins a run, or has the one under way take the newest along. Nothing happens without a lease. */
  #launch(): void {
    const { stopping } = this.#surroundings;
    const held = this.#held;
    if (held === null || this.#refused || stopping.aborted) return;
    held.sync.request();
    if (this.#job !== null) return;
    const controller = new AbortController();
    const done = this.#work(held, controller.signal).finally(() => {
      this.#job = null;
      this.#surroundings.onChange();
    });
    this.#job = { done, controller };
    this.#surroundings.onChange();
  }

  /** Ends the run under way; what is stored stays. */
  async halt(): Promise<void> {
    this.#job?.controller.abort();
    await this.#job?.done;
  }

  /** Gives the lease back, so that another satellite need not wait for it to end. */
  async release(deadline: number): Promise<void> {
    const { client, credential } = this.#surroundings;
    const held = this.#held;
    this.#held = null;
    if (held === null) return;
    const request = { integrationId: this.id, token: held.token };
    await client.call('release', credential, request, { deadline });
  }

  /** A person wants it now, whatever was in the way before. */
  #begun(): void {
    this.#refused = false;
    this.#waiting = false;
  }

  async #giveUp(): Promise<void> {
    await this.halt();
    this.#held = null;
    this.#problem = null;
  }

  async #claim(backfillDays: number): Promise<void> {
    const { client, credential, clock, newId, log, patience, stopping, onChange } = this.#surroundings;
    const integrationId = this.id;
    if (this.#robbed >= MOST_ROBBED) {
      this.#problem = SHARED;
      this.#waiting = true;
      this.#log.error(SHARED);
      return;
    }
    try {
      const { token } = await client.call('lease', credential, { integrationId }, { signal: stopping });
      const sink = intakeSink({ client, credential, integrationId, token, patience, stopping });
      const sync = new IntegrationSync({
        sink,
        clock,
        newId,
        log: log.child({ integrationId }),
        backfillDays,
        onProgress: () => {},
        onRun: (run) => this.#ran(run),
      });
      this.#held = { token, sink, sync };
      this.#problem = null;
      this.#log.info({ lease: token }, 'This satellite works on the integration now.');
      onChange();
      this.#launch();
    } catch (error) {
      if (stopping.aborted || isLeaseVoid(error)) return; // somebody was first, or it was paused: the next order tells
      this.#fails(error);
    }
  }

  async #work(held: Held, signal: AbortSignal): Promise<void> {
    try {
      if (this.#order?.wantsSeverities) held.sync.wantSeverities();
      await this.#reread(held, signal);
      const last = await held.sync.work(this.#pagerDuty, signal);
      if (last?.outcome === 'succeeded') this.#log.debug('Everything is read.');
      if (last?.failure && BOUND_HERE.includes(last.failure.cause)) await this.#handOver();
    } catch (error) {
      if (this.#held === held) this.#held = null;
      if (signal.aborted) return;
      if (!isLeaseVoid(error)) return this.#fails(error);
      if (error.code === 'lease_lost') this.#robbed += 1;
      this.#log.info({ reason: error.code }, 'The lease ended; standing by.');
    }
  }

  /** This satellite cannot read it now: another one, which may, need not wait until this one is silent. */
  async #handOver(): Promise<void> {
    this.#waiting = true;
    this.#log.info('The lease is given back, so that another satellite can try.');
    await this.release(HAND_OVER_WITHIN).catch(() => {}); // it ends by itself then
  }

  /** What the app lost to damage is read again first. */
  async #reread({ sync, sink }: Held, signal: AbortSignal): Promise<void> {
    for (const { id, span } of this.#order?.rereads ?? []) {
      if (signal.aborted) return;
      const { outcome } = await sync.reread(this.#pagerDuty, span, signal);
      if (outcome === 'succeeded') await sink.resolve([id]);
    }
  }

  #ran(run: SyncRun): void {
    const { kind, outcome, startedAt, stored, requests, duration } = run;
    const failure = run.failure && failureOfSatellite(run.failure);
    this.#problem = failure?.sentence ?? null;
    if (needsNewKey(failure)) this.#refused = true;
    const facts = { kind, startedAt, stored, requests, seconds: duration };
    if (failure) this.#log.warn(facts, `A run failed: ${failure.sentence}`);
    else this.#log.info(facts, `A run ${outcome}.`);
    this.#surroundings.onChange();
    this.#surroundings.onStored();
  }

  #fails(error: unknown): void {
    this.#problem = failureOfSatellite(failureOf(error)).sentence;
    this.#waiting = !(error instanceof IntakeError && error.passing);
    this.#log.warn({ err: error }, 'The work on this integration was interrupted.');
  }
}

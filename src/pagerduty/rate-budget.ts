import type { Sleep } from './sleep.ts';

/** Who goes first when the budget is short: people's questions, then the sync, then what can wait. */
export type Urgency = 'question' | 'sync' | 'background';

/** What PagerDuty says about a key's budget with an answer. */
export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until `remaining` is `limit` again. */
  readonly reset: number;
}

/** A permission to send one request; must be given back with what the answer said. */
export interface Turn {
  end(allowance: Allowance | null): void;
}

interface Waiting {
  readonly urgency: Urgency;
  readonly grant: () => void;
}

const MINUTE = 60_000;
const ORDER: readonly Urgency[] = ['question', 'sync', 'background'];
const MOST_IN_FLIGHT: Readonly<Record<Urgency, number>> = { question: 4, sync: 4, background: 3 };
/** The share of the limit that is left for those who go first. */
const LEFT: Readonly<Record<Urgency, number>> = { question: 0, sync: 0.02, background: 0.1 };

/**
 * The budget of one key, shared by everything that uses it: at most four requests in flight, never more than the
 * limit in any 60 seconds, and nothing at all from `remaining` 0 until exactly the reset. Time in milliseconds.
 *
 * A part of the limit is left for who is more urgent: a person's question finds a place while the sync works, and the
 * sync while history is read. A request counts from its end, so that no 60 seconds at PagerDuty see more, however long the way is.
 *
 * @see https://developer.pagerduty.com/docs/72d3b724589e3-rest-api-rate-limits
 */
export class RateBudget {
  readonly #elapsed: () => number;
  readonly #sleep: Sleep;
  #limit = 960;
  #inFlight = 0;
  /** When the requests of the last minute ended, ascending. */
  #ended: number[] = [];
  #known: { remaining: number; resetAt: number } | null = null;
  #pausedUntil = 0;
  #waiting: Waiting[] = [];
  #alarm: { at: number; cancel: AbortController } | null = null;

  constructor({ elapsed, sleep }: { elapsed: () => number; sleep: Sleep }) {
    this.#elapsed = elapsed;
    this.#sleep = sleep;
  }

  /** Resolves when a request may be sent; rejects with the signal's reason when that comes first. */
  turn(urgency: Urgency, signal?: AbortSignal): Promise<Turn> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const leave = () => {
        this.#waiting = this.#waiting.filter((each) => each !== waiting);
        this.#go();
        reject(signal?.reason);
      };
      const waiting: Waiting = {
        urgency,
        grant: () => {
          signal?.removeEventListener('abort', leave);
          resolve({ end: (allowance) => this.#end(allowance) });
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiting);
      this.#go();
    });
  }

  /** Sends nothing for so long: a 429 that does not say when. */
  pause(milliseconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#elapsed() + milliseconds);
    this.#go();
  }

  #end(allowance: Allowance | null): void {
    const now = this.#elapsed();
    this.#inFlight -= 1;
    this.#ended.push(now);
    if (allowance) this.#learn(allowance, now + allowance.reset);
    this.#go();
  }

  /** Answers overtake each other: within one minute of PagerDuty's the smallest `remaining` is the true one. */
  #learn({ limit, remaining }: Allowance, resetAt: number): void {
    this.#limit = Math.max(1, limit);
    const same = this.#known !== null && Math.abs(this.#known.resetAt - resetAt) < 2_000;
    if (this.#known && same) this.#known.remaining = Math.min(this.#known.remaining, remaining);
    else if (this.#known === null || resetAt > this.#known.resetAt) this.#known = { remaining, resetAt };
  }

  #go(): void {
    for (let first = this.#first(); first; first = this.#first()) {
      if (this.#inFlight >= MOST_IN_FLIGHT[first.urgency]) break;
      const wait = this.#wait(this.#elapsed(), first.urgency);
      if (wait > 0) {
        this.#ring(wait);
        return;
      }
      this.#waiting = this.#waiting.filter((each) => each !== first);
      this.#inFlight += 1;
      first.grant();
    }
    this.#ring(null);
  }

  #first(): Waiting | undefined {
    for (const urgency of ORDER) {
      const found = this.#waiting.find((each) => each.urgency === urgency);
      if (found) return found;
    }
    return undefined;
  }

  /** Milliseconds until the next request may go, as far as is known now: each answer asks again. */
  #wait(now: number, urgency: Urgency): number {
    const fresh = this.#ended.findIndex((end) => end > now - MINUTE);
    this.#ended = fresh === -1 ? [] : this.#ended.slice(fresh);
    if (this.#known && now >= this.#known.resetAt) this.#known = null;
    const oldest = this.#ended[0];
    const left = Math.floor(this.#limit * LEFT[urgency]);
    const crowded = this.#ended.length + this.#inFlight >= this.#limit - left;
    const spent = this.#known !== null && this.#known.remaining - this.#inFlight <= left;
    return Math.max(
      this.#pausedUntil - now,
      crowded ? (oldest ?? Number.POSITIVE_INFINITY) + MINUTE - now : 0,
      spent ? (this.#known?.resetAt ?? now) - now : 0,
    );
  }

  #ring(wait: number | null): void {
    const at = wait === null || wait === Number.POSITIVE_INFINITY ? null : this.#elapsed() + wait;
    if (this.#alarm && at !== null && Math.abs(this.#alarm.at - at) < 1) return;
    this.#alarm?.cancel.abort();
    this.#alarm = null;
    if (at === null || wait === null) return;
    const alarm = { at, cancel: new AbortController() };
    this.#alarm = alarm;
    this.#sleep(wait, alarm.cancel.signal).then(
      () => {
        if (this.#alarm === alarm) this.#alarm = null;
        this.#go();
      },
      () => {}, // cancelled: another alarm took its place, or nobody waits any more
    );
  }
}

import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosInstance, type AxiosResponse, isAxiosError } from 'axios';
import type { z } from 'zod';
import type { Instant } from '../domain/instant.ts';
import { allowanceOf } from './allowance.ts';
import { bareLimitDelay, retryDelay } from './backoff.ts';
import {
  BrokenAnswerError,
  KeyRefusedError,
  NoAnswerError,
  type PagerDutyError,
  RateLimitedError,
} from './errors.ts';
import { errorOfNetwork, errorOfStatus, isPassing, saidBy, withoutKey } from './failure.ts';
import type { Allowance, RateBudget, Urgency } from './rate-budget.ts';
import type { RequestCounts, RequestOutcome } from './request-counts.ts';
import type { Sleep } from './sleep.ts';
import { wireClock } from './wire-time.ts';

export type Query = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface ApiRequest<Body> {
  /** Below the API's base, without a leading slash. */
  readonly path: string;
  readonly query?: Query;
  /** What the answer must look like; another is a broken one, and asked for again. */
  readonly body: z.ZodType<Body>;
  /** What is asked for, in the plural: "incidents". */
  readonly what: string;
  readonly urgency: Urgency;
  readonly signal?: AbortSignal | undefined;
}

export interface TransportOptions {
  readonly url: string;
  readonly apiKey: string;
  readonly budget: RateBudget;
  readonly agents: { readonly http: HttpAgent; readonly https: HttpsAgent };
  readonly sleep: Sleep;
  readonly random: () => number;
  /** Milliseconds that a whole request may take, body included. */
  readonly deadline: number;
  /** The present second, for the difference to PagerDuty's clock. */
  readonly now: () => number;
  /** Hears of each request as it ends. */
  readonly onRequest: (outcome: RequestOutcome) => void;
}

interface Failed {
  readonly error: PagerDutyError;
  readonly allowance: Allowance | null;
}

const MOST_TRIES: Readonly<Record<Urgency, number>> = { question: 2, sync: 6, background: 6 };
const MOST_RATE_LIMITED = 10;
const LARGEST_ANSWER = 64 * 1024 * 1024;
/** What a header can carry, and what a key of PagerDuty's consists of. */
const SENDABLE_KEY = /^[\x21-\x7e]+$/;

/**
 * Sends GET requests of one account, paced by its key's budget, again where asking again can help. Nothing else is ever
 * sent, redirects are not followed, and no error that leaves carries the key.
 */
export class Transport {
  readonly #options: TransportOptions;
  readonly #http: AxiosInstance;
  readonly #base: URL;
  #counts = { requests: 0, retries: 0 };
  #skew: number | null = null;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#base = new URL(options.url.endsWith('/') ? options.url : `${options.url}/`);
    this.#http = axios.create({
      method: 'get',
      adapter: 'http',
      httpAgent: options.agents.http,
      httpsAgent: options.agents.https,
      proxy: false,
      maxRedirects: 0,
      maxContentLength: LARGEST_ANSWER,
      // Half a JSON or a page of HTML with status 200 would otherwise resolve as text.
      responseType: 'json',
      transitional: { silentJSONParsing: false },
      validateStatus: () => true,
      headers: {
        Accept: 'application/vnd.pagerduty+json;version=2',
        'User-Agent': 'sei-pagerduty',
        Authorization: `Token token=${options.apiKey}`,
      },
    });
  }

  /** Throws a `PagerDutyError`, or the signal's reason where that ended it. */
  async get<Body>(request: ApiRequest<Body>): Promise<Body> {
    if (!SENDABLE_KEY.test(this.#options.apiKey)) throw new KeyRefusedError();
    for (let tries = 1, limited = 0; ; ) {
      const result = await this.#try(request);
      if (!('error' in result)) return result.body;
      const { error, allowance } = result;
      if (!isPassing(error)) throw error;
      if (error instanceof RateLimitedError) {
        limited += 1;
        if (limited > MOST_RATE_LIMITED) throw error;
        // With headers exactly until the reset, for all of this key's requests; without them nobody says when.
        this.#options.budget.pause(allowance?.reset || bareLimitDelay(limited, this.#options.random));
      } else {
        if (tries >= MOST_TRIES[request.urgency]) throw error;
        await this.#options.sleep(retryDelay(tries, this.#options.random), request.signal);
        tries += 1;
      }
      this.#counts.retries += 1;
    }
  }

  counts(): RequestCounts {
    return { ...this.#counts };
  }

  clockSkew(): number | null {
    return this.#skew;
  }

  /** The present by PagerDuty's clock, as far as it is known. */
  present(): Instant {
    return this.#options.now() + (this.#skew ?? 0);
  }

  async #try<Body>(request: ApiRequest<Body>): Promise<{ readonly body: Body } | Failed> {
    const turn = await this.#options.budget.turn(request.urgency, request.signal);
    let allowance: Allowance | null = null;
    try {
      const response = await this.#send(request);
      const header = (name: string): unknown => response.headers[name];
      allowance = allowanceOf(header);
      const theirs = wireClock(header('date'));
      if (theirs !== null) this.#skew = theirs - this.#options.now();
      if (response.status !== 200) return { error: this.#refused(response, request.what), allowance };
      const read = request.body.safeParse(response.data);
      if (read.success) return { body: read.data };
      const cause = new Error(
        read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
      );
      return { error: broken('it is not what PagerDuty documents', cause), allowance };
    } catch (error) {
      if (request.signal?.aborted) throw request.signal.reason;
      return { error: this.#failed(error, request.what), allowance };
    } finally {
      turn.end(allowance);
    }
  }

  /** One deadline for everything: a body that drips never ends, and never times out by itself. */
  async #send(request: ApiRequest<unknown>): Promise<AxiosResponse<unknown>> {
    const { deadline, onRequest } = this.#options;
    this.#counts.requests += 1;
    let status: number | null = null;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), deadline);
    const abort = () => late.abort();
    request.signal?.addEventListener('abort', abort, { once: true });
    if (request.signal?.aborted) abort();
    try {
      const response = await this.#http.request<unknown>({ url: this.#urlOf(request), signal: late.signal });
      status = response.status;
      return response;
    } catch (error) {
      if (isAxiosError(error)) status = error.response?.status ?? null;
      if (!late.signal.aborted || request.signal?.aborted) throw error;
      throw new NoAnswerError(`No answer from PagerDuty within ${deadline / 1000} seconds.`);
    } finally {
      onRequest({ status });
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', abort);
    }
  }

  #urlOf({ path, query = {} }: ApiRequest<unknown>): string {
    const url = new URL(path, this.#base);
    for (const [name, value] of Object.entries(query)) {
      if (typeof value === 'object') for (const each of value) url.searchParams.append(name, each);
      else url.searchParams.append(name, String(value));
    }
    return url.href;
  }

  #refused(response: AxiosResponse<unknown>, what: string): PagerDutyError {
    const { status, data } = response;
    const said = saidBy(data).replaceAll(this.#options.apiKey, '…');
    return errorOfStatus(
      status,
      what,
      said,
      new Error(said === '' ? `HTTP ${status}` : `HTTP ${status}: ${said}`),
    );
  }

  /** Tells by stage: an error status counts even when its body is no JSON; a broken connection never as a status. */
  #failed(error: unknown, what: string): PagerDutyError {
    if (error instanceof NoAnswerError) return error;
    const cause = withoutKey(error, this.#options.apiKey);
    if (!isAxiosError(error)) return broken('it could not be understood', cause);
    if (error.cause instanceof SyntaxError && error.response) {
      const { status } = error.response;
      if (status === 200) return broken('it is not the JSON that PagerDuty documents', cause);
      return errorOfStatus(status, what, '', cause);
    }
    return errorOfNetwork(error.code, cause);
  }
}

function broken(why: string, cause: Error): BrokenAnswerError {
  return new BrokenAnswerError(
    `An answer came, but not a usable one: ${why}. Is the URL that of PagerDuty's API?`,
    { cause },
  );
}

import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import type { z } from 'zod';
import { ENDPOINTS } from '../../protocol/endpoints.ts';
import { Problem } from '../../protocol/problem.ts';
import { PROTOCOL_HEADER, TENANT_HEADER } from '../../protocol/version.ts';
import { type NetworkTrouble, networkTrouble } from '../network/network-trouble.ts';
import type { WayOut } from '../network/ways-out.ts';
import { IntakeRefusedError, IntakeUnreachableError, NotTheIntakeError } from './intake-errors.ts';

export interface IntakeClientOptions {
  /** `satellite.url` of the file. */
  readonly url: string;
  readonly tenant: string;
  readonly way: WayOut;
  readonly version: string;
  /** Milliseconds that a whole request may take. Default 30,000. */
  readonly deadline?: number;
  /** Version of the protocol to speak. */
  readonly protocol: number;
}

type Name = keyof typeof ENDPOINTS;
type RequestOf<Each extends Name> = (typeof ENDPOINTS)[Each]['request'] extends z.ZodType
  ? z.infer<(typeof ENDPOINTS)[Each]['request']>
  : (typeof ENDPOINTS)[Each]['request'] extends 'batch'
    ? Buffer
    : null;
type AnswerOf<Each extends Name> = z.infer<(typeof ENDPOINTS)[Each]['answer']>;

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds, where this request has less time than others. */
  readonly deadline?: number;
}

const LARGEST_ANSWER = 64 * 1024 * 1024;

/** Speaks the satellite protocol with the app: one request each, no retries. Fails with an `IntakeError` alone. */
export class IntakeClient {
  readonly #options: IntakeClientOptions;
  readonly #http: AxiosInstance;
  readonly #origin: string;

  constructor(options: IntakeClientOptions) {
    this.#options = options;
    this.#origin = new URL(options.url).origin;
    this.#http = axios.create({
      adapter: 'http',
      httpAgent: options.way.http,
      httpsAgent: options.way.https,
      proxy: false,
      // Whoever redirects a request would receive the credential with it.
      maxRedirects: 0,
      maxContentLength: LARGEST_ANSWER,
      responseType: 'text',
      transformResponse: (body: string) => body,
      validateStatus: () => true,
      headers: {
        'User-Agent': `sei-satellite/${options.version}`,
        [PROTOCOL_HEADER]: String(options.protocol),
        [TENANT_HEADER]: options.tenant,
      },
    });
  }

  /** @param key the enrolment key or the credential, as the endpoint wants it; `null` for the welcome */
  async call<Each extends Name>(
    name: Each,
    key: string | null,
    body: RequestOf<Each>,
    { signal, deadline = this.#options.deadline ?? 30_000 }: CallOptions = {},
  ): Promise<AnswerOf<Each>> {
    const { method, path, answer } = ENDPOINTS[name];
    const late = AbortSignal.timeout(deadline);
    let response: AxiosResponse<string>;
    try {
      response = await this.#http.request<string>({
        method,
        url: this.#options.url + path,
        signal: signal ? AbortSignal.any([signal, late]) : late,
        headers: {
          ...(key !== null && { Authorization: `Bearer ${key}` }),
          ...(body !== null && {
            'Content-Type': Buffer.isBuffer(body) ? 'application/x-ndjson' : 'application/json',
          }),
          ...(Buffer.isBuffer(body) && { 'Content-Encoding': 'gzip' }),
        },
        ...(body !== null && { data: Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
      });
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      const trouble = late.aborted ? silence(deadline) : networkTrouble(error);
      throw new IntakeUnreachableError(this.#origin, trouble, { cause: plain(error) });
    }
    const content = parsed(response.data);
    const read = answer.safeParse(content);
    // The schema of this endpoint is what its answer was read with.
    if (response.status === 200 && read.success) return read.data as AnswerOf<Each>;
    const problem = Problem.safeParse(content);
    if (problem.success) throw new IntakeRefusedError(problem.data.error);
    throw new NotTheIntakeError(this.#origin, response.status, read.error && { cause: plain(read.error) });
  }
}

/** @param deadline milliseconds */
function silence(deadline: number): NetworkTrouble {
  return {
    why: `none within ${deadline / 1000} seconds`,
    next: 'If it stays so, look at the connection and at what is between.',
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What lies underneath, as text alone: what axios throws carries the request, and that one the credential. */
function plain(error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return Object.assign(new Error(message), { name });
}

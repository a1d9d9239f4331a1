import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import { errorAnswer } from './answer.ts';

/** What can go wrong on the way. */
export type Fault =
  /** An error status with PagerDuty's own body. */
  | { readonly kind: 'status'; readonly status: number; readonly code?: number }
  /** 429 without headers or body. */
  | { readonly kind: 'bare 429' }
  /** 429 with the `ratelimit-*` headers. */
  | { readonly kind: '429'; readonly reset: number }
  /** A page of the edge instead of an answer. */
  | { readonly kind: 'html'; readonly status?: number }
  /** The connection breaks before a byte is sent. */
  | { readonly kind: 'reset' }
  /** The connection breaks inside the body. */
  | { readonly kind: 'reset in body' }
  /** Half of the body, then a proper end. */
  | { readonly kind: 'truncated' }
  /** Never an answer. */
  | { readonly kind: 'hang' }
  /** A byte now and then, never the end. */
  | { readonly kind: 'drip' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'redirect'; readonly to: string }
  /** Anything else: the true answer, changed. */
  | { readonly kind: 'change'; readonly change: (body: unknown) => unknown };

interface Waiting {
  readonly fault: Fault;
  readonly path: string | null;
  left: number;
}

/** Faults on demand: each is played to the next requests it fits. */
export class Faults {
  #waiting: Waiting[] = [];

  /** The next `times` requests (of that path, where given) meet this fault. */
  next(fault: Fault, { path = null, times = 1 }: { path?: string | null; times?: number } = {}): void {
    this.#waiting.push({ fault, path, left: times });
  }

  clear(): void {
    this.#waiting = [];
  }

  take(path: string): Fault | null {
    const found = this.#waiting.find((waiting) => waiting.path === null || waiting.path === path);
    if (!found) return null;
    found.left -= 1;
    this.#waiting = this.#waiting.filter((waiting) => waiting.left > 0);
    return found.fault;
  }
}

/** Sends an answer the way the fault wants it. */
export function sendFaulty(response: ServerResponse, fault: Fault, answer: Answer): void {
  const { kind } = fault;
  if (kind === 'hang') return;
  if (kind === 'reset') response.socket?.resetAndDestroy();
  else if (kind === 'reset in body') resetInBody(response, answer);
  else if (kind === 'drip') drip(response, answer);
  else sendAnswer(response, changed(fault, answer));
}

/** Sends an answer properly; it names its type itself where it is not JSON. */
export function sendAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

function changed(fault: Fault, answer: Answer): Answer {
  switch (fault.kind) {
    case 'status':
      return errorAnswer(fault.status, fault.code ?? 2000, 'Simulated');
    case 'bare 429':
      return { status: 429, body: '' };
    case '429': {
      const headers = {
        'ratelimit-limit': '960',
        'ratelimit-remaining': '0',
        'ratelimit-reset': String(fault.reset),
      };
      return { ...errorAnswer(429, 2020, 'Rate Limit Exceeded'), headers };
    }
    case 'html':
      return {
        status: fault.status ?? 200,
        headers: { 'content-type': 'text/html' },
        body: '<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>',
      };
    case 'truncated':
      return { ...answer, body: halfOf(answer.body) };
    case 'empty':
      return { ...answer, body: '' };
    case 'redirect':
      return { status: 302, headers: { location: fault.to }, body: '' };
    case 'change':
      return { ...answer, body: JSON.stringify(fault.change(JSON.parse(answer.body))) };
    default:
      return answer;
  }
}

function resetInBody(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { 'content-length': Buffer.byteLength(answer.body) });
  response.write(halfOf(answer.body), () => response.socket?.resetAndDestroy());
}

function drip(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  let sent = 0;
  const timer = setInterval(() => response.write(answer.body[sent++ % answer.body.length] ?? ' '), 20);
  response.on('close', () => clearInterval(timer));
}

function halfOf(body: string): string {
  return body.slice(0, Math.max(1, body.length >> 1));
}

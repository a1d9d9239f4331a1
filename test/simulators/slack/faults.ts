/** A refusal that a test has ordered. */
export type Refusal =
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'rateLimit'; readonly seconds: number };

/** Makes the simulated Slack misbehave on demand. */
export class Faults {
  readonly #queued = new Map<string, Refusal[]>();
  readonly #standing = new Map<string, string>();
  readonly #delays = new Map<string, number>();
  readonly #breaking = new Set<string>();
  #down = false;

  /** The next calls of `method` are refused with Slack's error word. */
  next(method: string, error: string, times = 1): void {
    this.#queue(method, { kind: 'error', error }, times);
  }

  /** Every call of `method` is refused until `clear`. */
  always(method: string, error: string): void {
    this.#standing.set(method, error);
  }

  /** The next calls of `method` meet HTTP 429 with `retry-after`. */
  rateLimit(method: string, seconds = 1, times = 1): void {
    this.#queue(method, { kind: 'rateLimit', seconds }, times);
  }

  /** Answers to `method` wait that many milliseconds. */
  slow(method: string, milliseconds: number): void {
    this.#delays.set(method, milliseconds);
  }

  /** The next call of `method` is carried out, and the connection breaks before its answer. */
  breakAfter(method: string): void {
    this.#breaking.add(method);
  }

  /** Slack breaks off every connection until it is up again. */
  down(): void {
    this.#down = true;
  }

  up(): void {
    this.#down = false;
  }

  clear(): void {
    this.#queued.clear();
    this.#standing.clear();
    this.#delays.clear();
    this.#breaking.clear();
    this.#down = false;
  }

  isDown(): boolean {
    return this.#down;
  }

  /** Whether the connection breaks before the answer to this call. */
  breaks(method: string): boolean {
    return this.#breaking.delete(method);
  }

  delay(method: string): number {
    return this.#delays.get(method) ?? 0;
  }

  /** The refusal that is due for a call of `method`, if any. */
  take(method: string): Refusal | undefined {
    const queued = this.#queued.get(method)?.shift();
    if (queued !== undefined) return queued;
    const error = this.#standing.get(method);
    return error === undefined ? undefined : { kind: 'error', error };
  }

  #queue(method: string, refusal: Refusal, times: number): void {
    const queue = this.#queued.get(method) ?? [];
    for (let i = 0; i < times; i += 1) queue.push(refusal);
    this.#queued.set(method, queue);
  }
}

import type { UnreadableRecord } from '../pagerduty/client.ts';

/** Records that could not be read and were kept aside already: every run meets them again, until somebody mends them. */
export class Rejections {
  readonly #kept = new Set<string>();

  /** Whether this one is new; from now on it is not. */
  add({ id, reason }: UnreadableRecord): boolean {
    const before = this.#kept.size;
    return this.#kept.add(`${id} ${reason}`).size > before;
  }

  /** Keeps them aside again at the next meeting: once a night, so that they are not forgotten. */
  clear(): void {
    this.#kept.clear();
  }
}

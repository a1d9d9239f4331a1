/** Wakes whoever waits for something to happen in the simulated workspace. */
export class Changes {
  readonly #waiting = new Set<() => void>();

  announce(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  /** Has `listener` called after each change; returns what ends it. */
  subscribe(listener: () => void): () => void {
    this.#waiting.add(listener);
    return () => this.#waiting.delete(listener);
  }

  /**
   * Resolves with the first truthy answer of `look`, which is asked now, after each change, and now and then
   * besides, since it may look at something outside Slack.
   *
   * @throws after `ms` milliseconds, with `describe()` in the message
   */
  until<T>(look: () => T | undefined | null | false, ms: number, describe: () => string): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        clearInterval(beat);
        this.#waiting.delete(check);
      };
      const check = () => {
        try {
          const found = look();
          if (found === undefined || found === null || found === false) return;
          stop();
          resolve(found);
        } catch (error) {
          stop();
          reject(error);
        }
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`Nothing of the kind happened within ${ms} ms. ${describe()}`));
      }, ms);
      const beat = setInterval(() => check(), 20);
      this.#waiting.add(check);
      check();
    });
  }
}

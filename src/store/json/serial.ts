/** Runs pieces of work one after the other. Each caller hears of its own failure; the next piece runs all the same. */
export class Serial {
  #last: Promise<unknown> = Promise.resolve();

  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {}); // its own caller hears of it
    return done;
  }

  /** Resolves when everything that was given so far is over. */
  async idle(): Promise<void> {
    await this.#last;
  }
}

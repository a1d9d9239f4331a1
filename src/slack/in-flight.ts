/** The work that listeners still do after Slack got its acknowledgement: Bolt's `stop()` does not wait for it. */
export interface InFlight {
  /** Remembers the work until it settles; returns it. */
  track<Result>(work: Promise<Result>): Promise<Result>;
  /** How many works are under way. */
  readonly size: () => number;
  /** Resolves when nothing is under way any more, or `deadline` milliseconds later. */
  drain(deadline: number): Promise<'drained' | 'cut off'>;
}

/** An empty tracker. */
export function inFlight(): InFlight {
  const pending = new Set<Promise<unknown>>();

  async function untilEmpty(): Promise<'drained'> {
    while (pending.size > 0) await Promise.allSettled(pending);
    return 'drained';
  }

  return {
    size: () => pending.size,
    track(work) {
      pending.add(work);
      const forget = () => pending.delete(work);
      work.then(forget, forget);
      return work;
    },
    async drain(deadline) {
      const { promise: cutOff, resolve } = Promise.withResolvers<'cut off'>();
      const timer = setTimeout(() => resolve('cut off'), deadline);
      try {
        return await Promise.race([untilEmpty(), cutOff]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

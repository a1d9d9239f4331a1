import type { Ticker } from '../../src/schedule/ticker.ts';

export interface SteadyTicker {
  readonly ticker: Ticker;
  /** Lets nothing tick until the work is done. */
  hold<Result>(work: () => Promise<Result>): Promise<Result>;
}

/**
 * Ticks every so many milliseconds of the machine, whatever the expression says: the demo's clock jumps, and nobody wants
 * to wait for the next minute.
 */
export function steadyTicker(milliseconds: number): SteadyTicker {
  let held = 0;
  return {
    ticker: (_expression, task) => {
      let busy = false;
      const timer = setInterval(async () => {
        if (busy || held > 0) return;
        busy = true;
        await task().finally(() => {
          busy = false;
        });
      }, milliseconds);
      return { stop: () => clearInterval(timer) };
    },
    async hold(work) {
      held += 1;
      try {
        return await work();
      } finally {
        held -= 1;
      }
    },
  };
}

import type { Ticker } from '../../src/schedule/ticker.ts';

/**
 * Ticks every so many milliseconds of the machine, whatever the expression says: the demo's clock jumps, and nobody wants
 * to wait for the next minute.
 */
export function steadyTicker(milliseconds: number): Ticker {
  return (_expression, task) => {
    let busy = false;
    const timer = setInterval(async () => {
      if (busy) return;
      busy = true;
      await task().finally(() => {
        busy = false;
      });
    }, milliseconds);
    return { stop: () => clearInterval(timer) };
  };
}

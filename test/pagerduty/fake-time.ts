import type { Sleep } from '../../src/pagerduty/sleep.ts';

/** Time that passes only where someone sleeps. */
export function fakeTime(): { elapsed: () => number; sleep: Sleep; slept: number[] } {
  let now = 0;
  const slept: number[] = [];
  return {
    elapsed: () => now,
    slept,
    sleep: async (milliseconds, signal) => {
      // Answers on their way come in first, and whoever cancels meanwhile did not sleep.
      await new Promise((resolve) => setTimeout(resolve, milliseconds > 1_000 ? 20 : 0));
      if (signal?.aborted) throw signal.reason;
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

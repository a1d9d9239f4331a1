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
      // Turns of the event loop, not milliseconds: a process that had to wait for the machine reads nothing meanwhile.
      for (let turn = 0; turn < (milliseconds > 1_000 ? 20 : 1); turn++)
        await new Promise((resolve) => setTimeout(resolve, 1));
      if (signal?.aborted) throw signal.reason;
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

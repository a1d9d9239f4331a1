import { setImmediate } from 'node:timers/promises';
import type { Pace } from '../../src/report/in-slices.ts';

/** Milliseconds of this thread on the processor, whoever else uses the machine. */
export async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const before = threadTime();
  await work();
  return threadTime() - before;
}

/** The pace of the event loop, with a look at how long each slice took. */
export function watchedPace(): { readonly pace: Pace; readonly longest: () => number } {
  let longest = 0;
  let began = threadTime();
  const pace: Pace = {
    now: () => performance.now(),
    async pause() {
      longest = Math.max(longest, threadTime() - began);
      await setImmediate();
      began = threadTime();
    },
  };
  return { pace, longest: () => longest };
}

/** The longest that some work holds everybody else up: processor time between two turns of the event loop, in milliseconds. */
export async function longestHold(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let isOver = false;
  const watching = (async () => {
    for (let last = threadTime(); !isOver; ) {
      await setImmediate();
      const now = threadTime();
      longest = Math.max(longest, now - last);
      last = now;
    }
  })();
  await work().finally(() => {
    isOver = true;
  });
  await watching;
  return longest;
}

function threadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

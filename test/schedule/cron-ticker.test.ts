import { expect, test, vi } from 'vitest';
import { createLog } from '../../src/log.ts';
import { cronTicker } from '../../src/schedule/cron-ticker.ts';

const ticker = cronTicker(createLog('silent'));

test('ticks at the times of the expression, leaves out what would overlap, and ends when stopped', async () => {
  vi.useFakeTimers({ now: new Date('2026-11-20T10:00:01Z') });
  try {
    const ended: (() => void)[] = [];
    const task = vi.fn(() => new Promise<void>((resolve) => ended.push(resolve)));
    const ticking = ticker('*/10 * * * *', task);
    await vi.advanceTimersByTimeAsync(9 * 60_000);
    expect(task).toHaveBeenCalledTimes(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(task).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(task).toHaveBeenCalledTimes(1);
    ended[0]?.();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(task).toHaveBeenCalledTimes(2);
    ended[1]?.();
    ticking.stop();
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(task).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});

test('refuses what is no cron expression', () => {
  expect(() => ticker('every day', async () => {})).toThrow('is not a cron expression');
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { steadyTicker } from '../../demo/workspace/steady-ticker.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('it ticks again and again, never while the tick before is under way, and not after its end', async () => {
  let ticks = 0;
  const { promise: slow, resolve } = Promise.withResolvers<void>();
  const ticking = steadyTicker(100).ticker('* * * * *', async () => {
    ticks += 1;
    if (ticks === 2) await slow;
  });
  await vi.advanceTimersByTimeAsync(450);
  expect(ticks).toBe(2);
  resolve();
  await vi.advanceTimersByTimeAsync(100);
  const later = ticks;
  expect(later).toBeGreaterThan(2);
  ticking.stop();
  await vi.advanceTimersByTimeAsync(500);
  expect(ticks).toBe(later);
});

test('nothing ticks while it is held', async () => {
  let ticks = 0;
  const { ticker, hold } = steadyTicker(100);
  const ticking = ticker('* * * * *', async () => {
    ticks += 1;
  });
  const { promise: work, resolve } = Promise.withResolvers<void>();
  const held = hold(() => work);
  await vi.advanceTimersByTimeAsync(500);
  expect(ticks).toBe(0);
  resolve();
  await held;
  await vi.advanceTimersByTimeAsync(150);
  expect(ticks).toBe(1);
  ticking.stop();
});

import { expect, test } from 'vitest';
import { inParallel } from '../../src/pagerduty/in-parallel.ts';

const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

test('all results come, never more than so many ahead of the reader', async () => {
  let begun = 0;
  let read = 0;
  const tasks = Array.from({ length: 50 }, (_, row) => async () => {
    begun += 1;
    expect(begun - read).toBeLessThanOrEqual(4);
    await tick();
    return row;
  });
  const results: number[] = [];
  for await (const result of inParallel(tasks, { ahead: 3 })) {
    results.push(result);
    read += 1;
    if (read === 10) await tick();
  }
  expect(results.sort((one, other) => one - other)).toEqual(Array.from({ length: 50 }, (_, row) => row));
});

test('the first failure ends all, and stops what is under way', async () => {
  let stopped = 0;
  const waits = (signal: AbortSignal) =>
    new Promise<number>((_, reject) => {
      signal.addEventListener('abort', () => {
        stopped += 1;
        reject(signal.reason);
      });
    });
  const fails = async () => {
    throw new Error('no');
  };
  const reading = (async () => {
    for await (const _ of inParallel([waits, waits, fails, waits], { ahead: 3 }));
  })();
  await expect(reading).rejects.toThrow('no');
  expect(stopped).toBe(2);
});

test('a reader who stops stops the tasks', async () => {
  const signals: AbortSignal[] = [];
  const tasks = Array.from({ length: 5 }, (_, row) => async (signal: AbortSignal) => {
    signals.push(signal);
    return row;
  });
  for await (const _ of inParallel(tasks, { ahead: 2 })) break;
  expect(signals.every((signal) => signal.aborted)).toBe(true);
  expect(signals.length).toBeLessThan(5);
});

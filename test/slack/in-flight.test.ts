import { expect, test } from 'vitest';
import { inFlight } from '../../src/slack/in-flight.ts';

test('draining waits for what is under way, and for what that begins', async () => {
  const working = inFlight();
  const done: string[] = [];
  void working.track(
    Promise.resolve().then(() => {
      done.push('first');
      void working.track(Promise.resolve().then(() => done.push('second')));
    }),
  );
  expect(await working.drain(5_000)).toBe('drained');
  expect(done).toEqual(['first', 'second']);
});

test('a failure ends too', async () => {
  const working = inFlight();
  await expect(working.track(Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await working.drain(5_000)).toBe('drained');
});

test('what never ends is cut off', async () => {
  const working = inFlight();
  void working.track(new Promise(() => {}));
  expect(await working.drain(1)).toBe('cut off');
});

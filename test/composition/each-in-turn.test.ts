import { expect, test } from 'vitest';
import { eachInTurn } from '../../src/composition/each-in-turn.ts';

test('a chore that fails is logged, and those behind it are done all the same', async () => {
  const done: string[] = [];
  const logged: unknown[][] = [];
  const full = new Error('disk full');
  await eachInTurn(
    [
      ['Sweeping', async () => done.push('swept')],
      ['Deleting', () => Promise.reject(full)],
      ['Departures', async () => done.push('looked')],
    ],
    { error: (...line: unknown[]) => logged.push(line) },
  );
  expect(done).toEqual(['swept', 'looked']);
  expect(logged).toEqual([
    [{ err: full }, 'Deleting failed. The other chores went on; this one is tried again next time.'],
  ]);
});

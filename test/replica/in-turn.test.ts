import { expect, test } from 'vitest';
import { createInTurn } from '../../src/replica/in-turn.ts';
import { jsonLeases } from '../../src/store/json/json-leases.ts';

const key = { workspaceId: 'T1', name: 'tokens' };

test('of two replicas one works at a time, and both do', async () => {
  const leases = jsonLeases();
  let working = 0;
  const done: string[] = [];
  const work = (name: string) => async () => {
    working += 1;
    expect(working).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    working -= 1;
    done.push(name);
  };
  await Promise.all(['a', 'b', 'c'].map((owner) => createInTurn({ leases, owner })(key, work(owner))));
  expect(done.sort()).toEqual(['a', 'b', 'c']);
});

test('who fails makes room', async () => {
  const leases = jsonLeases();
  const inTurn = createInTurn({ leases, owner: 'a' });
  await expect(inTurn(key, () => Promise.reject(new RangeError('No.')))).rejects.toThrow(RangeError);
  expect(await inTurn(key, async () => 'free')).toBe('free');
});

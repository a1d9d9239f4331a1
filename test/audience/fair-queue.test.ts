import { expect, test } from 'vitest';
import { BusyError } from '../../src/audience/busy-error.ts';
import { fairQueue } from '../../src/audience/fair-queue.ts';

test('never more than so many at once, in order, and a failure lets the next one go', async () => {
  const turn = fairQueue(2, 100);
  const order: number[] = [];
  let working = 0;
  let most = 0;
  const works = Array.from({ length: 9 }, (_, index) =>
    turn('T1', async () => {
      order.push(index);
      working += 1;
      most = Math.max(most, working);
      await new Promise((resolve) => setImmediate(resolve));
      working -= 1;
      if (index % 3 === 0) throw new Error('no');
      return index;
    }),
  );
  const settled = await Promise.allSettled(works);
  expect(most).toBe(2);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(3);
});

test('T13 however much one workspace asks, another is next as soon as a work ends', async () => {
  const turn = fairQueue(1, 100);
  const order: string[] = [];
  const ask = (workspaceId: string) =>
    turn(workspaceId, async () => {
      order.push(workspaceId);
    });
  const asked = [...Array.from({ length: 50 }, () => ask('flood')), ask('calm'), ask('other'), ask('calm')];
  await Promise.all(asked);
  expect(order.indexOf('calm')).toBe(2);
  expect(order.indexOf('other')).toBe(3);
  expect(order.filter((each) => each === 'calm')).toHaveLength(2);
  expect(order.lastIndexOf('calm')).toBeLessThan(6);
  expect(order).toHaveLength(53);
});

test('T13 a row that became too long is refused with a sentence, and the others are not', async () => {
  const turn = fairQueue(1, 3);
  const work = async () => 'done';
  const asked = Array.from({ length: 6 }, () => turn('flood', work));
  const calm = turn('calm', work);
  const settled = await Promise.allSettled(asked);
  expect(settled.map(({ status }) => status).slice(0, 4)).toEqual(Array(4).fill('fulfilled'));
  for (const refused of settled.slice(4)) expect(refused).toMatchObject({ reason: expect.any(BusyError) });
  expect(await calm).toBe('done');
  expect(await turn('flood', work)).toBe('done');
});

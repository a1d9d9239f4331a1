import { expect, test } from 'vitest';
import { turns } from '../../src/audience/in-turns.ts';

test('never more than so many at once, in order, and a failure lets the next one go', async () => {
  const turn = turns(2);
  const order: number[] = [];
  let working = 0;
  let most = 0;
  const works = Array.from({ length: 9 }, (_, index) =>
    turn(async () => {
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

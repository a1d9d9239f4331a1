import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortedOrder } from '../../src/domain/sorted-order.ts';

test('orders like a stable sort', () => {
  const number = fc.oneof(
    fc.nat({ max: 5 }),
    fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    fc.nat({ max: 5000 }),
  );
  fc.assert(
    fc.property(fc.array(number), (list) => {
      const expected = list
        .map((value, index) => ({ value, index }))
        .toSorted((one, other) => one.value - other.value)
        .map(({ index }) => index);
      expect([...sortedOrder(Uint32Array.from(list))]).toEqual(expected);
    }),
  );
});

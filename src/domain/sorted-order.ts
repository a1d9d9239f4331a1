const BITS = 11;
const MASK = 2 ** BITS - 1;

/**
 * The indexes of some numbers in ascending order of these; equal ones keep theirs.
 *
 * A radix sort by three digits of 11 bits: a hundred thousand take a few milliseconds, where comparing takes tens.
 */
export function sortedOrder(numbers: Uint32Array): Uint32Array {
  const { length } = numbers;
  let order = new Uint32Array(length);
  for (let index = 0; index < length; index++) order[index] = index;
  let sorted = new Uint32Array(length);
  for (let shift = 0; shift < 32; shift += BITS) {
    const starts = new Uint32Array(MASK + 2);
    // Every index below lies within its array. Counted loops, since iterators take three times as long.
    for (let index = 0; index < length; index++) {
      (starts[(((numbers[index] as number) >>> shift) & MASK) + 1] as number)++;
    }
    if (starts.includes(length)) continue;
    for (let digit = 1; digit <= MASK; digit++)
      starts[digit] = (starts[digit] as number) + (starts[digit - 1] as number);
    for (let place = 0; place < length; place++) {
      const index = order[place] as number;
      const digit = ((numbers[index] as number) >>> shift) & MASK;
      sorted[(starts[digit] as number)++] = index;
    }
    [order, sorted] = [sorted, order];
  }
  return order;
}

/**
 * Whole numbers from 0 up to below a bound, evenly spread, the same for the same data (Mulberry32, seeded by all values).
 *
 * Makes resampling repeatable: the same incidents give the same interval on every machine. No protection against anyone.
 *
 * @param data what seeds it, in a settled order
 * @returns draws a number from 0 to `bound` − 1, for bounds up to 2^32
 * @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
 */
export function randomFromData(data: ArrayLike<number>): (bound: number) => number {
  let state = data.length | 0;
  for (let index = 0; index < data.length; index++) {
    state = Math.imul(state ^ (data[index] as number), 0x01000193) ^ (state >>> 15);
  }
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

/** Random numbers that a seed decides: the same seed tells the same story on every machine. */
export interface Random {
  /** In `[0, 1)`. */
  next(): number;
  /** A whole number in `[low, high]`. */
  between(low: number, high: number): number;
  pick<Value>(values: readonly Value[]): Value;
  /** Log-normal around a median: most a little, few a lot. */
  around(median: number, spread: number): number;
}

/** mulberry32: 32 bits of state, good enough for sample data. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    pick: (values) => {
      const value = values[between(0, values.length - 1)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
    around: (median, spread) => {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * Math.exp(spread * normal);
    },
  };
}

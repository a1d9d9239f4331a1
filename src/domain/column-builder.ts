import type { CodedColumn } from './coded-column.ts';

/** When two values of a column are the same. */
export interface Sameness<Value> {
  /** Equal for equal values, and cheap: it is built for every row. `null` is a key like any other. */
  key(value: Value): string | null;
  /** Whether two values of one key are equal. */
  same(one: Value, other: Value): boolean;
}

/** Builds one dictionary-coded column. Of equal values the first is kept. */
export class ColumnBuilder<Value> {
  readonly #sameness: Sameness<Value>;
  /** The code of the last value of each key. */
  readonly #codeOf = new Map<string | null, number>();
  readonly #values: Value[] = [];
  /** For each code an earlier one of the same key, or −1. */
  readonly #earlier: number[] = [];
  readonly #codes: Uint32Array;

  constructor(length: number, sameness: Sameness<Value>) {
    this.#sameness = sameness;
    this.#codes = new Uint32Array(length);
  }

  set(row: number, value: Value): void {
    const key = this.#sameness.key(value);
    const last = this.#codeOf.get(key) ?? -1;
    let code = last;
    // A code lies within its dictionary.
    while (code !== -1 && !this.#sameness.same(this.#values[code] as Value, value)) {
      code = this.#earlier[code] as number;
    }
    if (code === -1) {
      code = this.#values.push(value) - 1;
      this.#earlier.push(last);
      this.#codeOf.set(key, code);
    }
    this.#codes[row] = code;
  }

  column(): CodedColumn<Value> {
    return { codes: this.#codes, values: this.#values };
  }
}

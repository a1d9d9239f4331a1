/** Distinct values of one column, each with a number; only ever grows. */
export class Dictionary<Value> {
  readonly values: Value[] = [];
  readonly #keyOf: (value: Value) => string;
  readonly #codeOf = new Map<string, number>();

  /** Values are equal where `keyOf` gives equal texts. */
  constructor(keyOf: (value: Value) => string) {
    this.#keyOf = keyOf;
  }

  /** The number of a value, given to it when it is first seen. */
  code(value: Value): number {
    const key = this.#keyOf(value);
    let code = this.#codeOf.get(key);
    if (code === undefined) {
      code = this.values.push(value) - 1;
      this.#codeOf.set(key, code);
    }
    return code;
  }
}

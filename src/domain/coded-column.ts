/** A dictionary-coded column: row `i` holds `values[codes[i]]`. Equal values share one code. */
export interface CodedColumn<Value> {
  readonly codes: Uint32Array;
  readonly values: readonly Value[];
}

/** What a row holds. @param row of the column's table: it has a code, and the code is within the dictionary */
export function valueAt<Value>({ codes, values }: CodedColumn<Value>, row: number): Value {
  return values[codes[row] as number] as Value;
}

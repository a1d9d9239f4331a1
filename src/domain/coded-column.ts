/** A dictionary-coded column: row `i` holds `values[codes[i]]`. Equal values share one code. */
export interface CodedColumn<Value> {
  readonly codes: Uint32Array;
  readonly values: readonly Value[];
}

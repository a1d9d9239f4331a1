import type { CodedColumnName, CodedValue, CodedValues, NumberColumn } from './columns.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { Segment } from './segment.ts';

/** Some rows of a segment, ascending; `null`: all of its first `length` rows. */
export interface Piece {
  readonly segment: Segment;
  readonly rows: Uint32Array | null;
  readonly length: number;
}

export function lengthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

/** One column of numbers over all pieces. */
export function gatherNumbers(pieces: readonly Piece[], name: NumberColumn): Uint32Array {
  const gathered = new Uint32Array(lengthOf(pieces));
  let at = 0;
  for (const { segment, rows, length } of pieces) {
    const column = segment.numbers[name];
    if (rows) {
      for (let index = 0; index < length; index++) {
        gathered[at + index] = column[rows[index] as number] as number;
      }
    } else {
      gathered.set(column.subarray(0, length), at);
    }
    at += length;
  }
  return gathered;
}

/** One coded column over all pieces, with codes of its own in the order in which values are met. */
export function gatherCodes<Name extends CodedColumnName>(
  pieces: readonly Piece[],
  name: Name,
  dictionaries: Dictionaries,
): { codes: Uint32Array; shared: number[]; values: CodedValues[Name][] } {
  const codes = new Uint32Array(lengthOf(pieces));
  const shared: number[] = [];
  const codeOfShared = new Map<number, number>();
  let at = 0;
  for (const { segment, rows, length } of pieces) {
    const column = segment.codes[name];
    const sharedCodes = segment.shared?.[name];
    const codeOf = new Int32Array(sharedCodes?.length ?? dictionaries[name].values.length).fill(-1);
    for (let index = 0; index < length; index++) {
      const local = column[rows ? (rows[index] as number) : index] as number;
      let code = codeOf[local] as number;
      if (code < 0) {
        const common = sharedCodes ? (sharedCodes[local] as number) : local;
        code = codeOfShared.get(common) ?? shared.push(common) - 1;
        codeOfShared.set(common, code);
        codeOf[local] = code;
      }
      codes[at + index] = code;
    }
    at += length;
  }
  const known: readonly CodedValue[] = dictionaries[name].values;
  const values = shared.map((code) => known[code] as CodedValues[Name]); // that column's dictionary
  return { codes, shared, values };
}

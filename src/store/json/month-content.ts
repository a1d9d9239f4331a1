import { CODED_COLUMNS, type CodedColumnName, NUMBER_COLUMNS, type NumberColumn } from './columns.ts';
import type { Dictionaries } from './dictionaries.ts';
import { gatherCodes, gatherNumbers, lengthOf, type Piece } from './gather.ts';
import { type IdColumn, indexRows, indexSize } from './id-index.ts';
import type { Pace } from './pace.ts';
import { packed } from './packed.ts';
import { type Codes, MonthSegment } from './segment.ts';

const ROWS_A_SLICE = 20_000;

/** Puts the rows of several segments together as a new month segment, in slices. */
export async function monthOfPieces(
  pieces: readonly Piece[],
  dictionaries: Dictionaries,
  pace: Pace,
): Promise<MonthSegment> {
  const length = lengthOf(pieces);
  const numbers = {} as Record<NumberColumn, Uint32Array>; // filled by the loop
  for (const name of NUMBER_COLUMNS) {
    numbers[name] = gatherNumbers(pieces, name);
    await pace();
  }
  const codes = {} as Record<CodedColumnName, Codes>; // filled by the loop
  const shared = {} as Record<CodedColumnName, Uint32Array>; // filled by the loop
  for (const name of CODED_COLUMNS) {
    const gathered = gatherCodes(pieces, name, dictionaries);
    codes[name] = narrowest(gathered.codes, gathered.shared.length);
    shared[name] = Uint32Array.from(gathered.shared);
    await pace();
  }
  const ids = await gatherIds(pieces, length, pace);
  const index = new Uint32Array(indexSize(length));
  for (let from = 0; from < length; from += ROWS_A_SLICE) {
    indexRows(index, ids, from, Math.min(length, from + ROWS_A_SLICE));
    await pace();
  }
  return new MonthSegment(packed({ length, numbers, codes, shared, ids, index }));
}

function narrowest(codes: Uint32Array, values: number): Codes {
  if (values <= 0x100) return Uint8Array.from(codes);
  return values <= 0x10000 ? Uint16Array.from(codes) : codes;
}

async function gatherIds(pieces: readonly Piece[], length: number, pace: Pace): Promise<IdColumn> {
  const starts = new Uint32Array(length + 1);
  let bytes = Buffer.allocUnsafe(length * 16 + 64);
  let row = 0;
  let at = 0;
  for (const { segment, rows, length: pieceLength } of pieces) {
    for (let index = 0; index < pieceLength; index++) {
      const id = segment.id(rows ? (rows[index] as number) : index);
      // Three bytes are the most that UTF-8 takes for a UTF-16 code unit.
      if (at + id.length * 3 > bytes.length)
        bytes = Buffer.concat([bytes, Buffer.allocUnsafe(bytes.length + id.length * 3)]);
      at += bytes.write(id, at);
      starts[++row] = at;
      if (index % 2000 === 1999) await pace();
    }
  }
  return { bytes: Uint8Array.from(bytes.subarray(0, at)), starts };
}

/** Ids of a segment's rows, one behind the other, with where each begins (and, last, where all end). */
export interface IdColumn {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
}

/** Slots for an open-addressing index: row + 1, or 0 where empty. A power of two, at most two thirds full. */
export function indexSize(rows: number): number {
  let size = 4;
  while (size * 2 < rows * 3) size *= 2;
  return size;
}

/** FNV-1a over bytes. @see http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Adds rows `from` until before `to`. */
export function indexRows(index: Uint32Array, ids: IdColumn, from: number, to: number): void {
  const mask = index.length - 1;
  for (let row = from; row < to; row++) {
    let slot = hashBytes(ids.bytes, ids.starts[row] as number, ids.starts[row + 1] as number) & mask;
    while (index[slot] !== 0) slot = (slot + 1) & mask;
    index[slot] = row + 1;
  }
}

/** The row of an id, or -1. */
export function rowOfId(index: Uint32Array, ids: IdColumn, id: Uint8Array): number {
  const mask = index.length - 1;
  let slot = hashBytes(id, 0, id.length) & mask;
  for (let entry = index[slot] as number; entry !== 0; entry = index[slot] as number) {
    if (isId(ids, entry - 1, id)) return entry - 1;
    slot = (slot + 1) & mask;
  }
  return -1;
}

function isId({ bytes, starts }: IdColumn, row: number, id: Uint8Array): boolean {
  const start = starts[row] as number;
  if ((starts[row + 1] as number) - start !== id.length) return false;
  for (let at = 0; at < id.length; at++) if (bytes[start + at] !== id[at]) return false;
  return true;
}

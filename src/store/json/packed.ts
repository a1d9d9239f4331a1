import type { MonthSegment } from './segment.ts';

type Content = Pick<MonthSegment, 'length' | 'numbers' | 'codes' | 'shared' | 'ids' | 'index'>;
type Column = Uint8Array | Uint16Array | Uint32Array;

/** Rows. Of more of them the columns themselves are what takes memory. */
const SMALL = 2_000;

/**
 * The same columns in one piece of memory, where there are few rows: what each piece takes beside its bytes would be more
 * than those, and thousands of workspaces have a dozen small months each.
 */
export function packed(content: Content): Content {
  if (content.length > SMALL) return content;
  const { numbers, codes, shared, ids, index } = content;
  const columns: Column[] = [
    ...Object.values(numbers),
    ...Object.values(shared),
    ids.starts,
    index,
    ...Object.values(codes),
    ids.bytes,
  ];
  const buffer = new ArrayBuffer(columns.reduce((sum, { byteLength }) => sum + aligned(byteLength), 0));
  let at = 0;
  const moved = <Its extends Column>(column: Its): Its => {
    const Kind = column.constructor as new (buffer: ArrayBuffer, at: number, length: number) => Its; // its own
    const view = new Kind(buffer, at, column.length);
    view.set(column);
    at += aligned(column.byteLength);
    return view;
  };
  const each = <Columns extends Readonly<Record<string, Column>>>(of: Columns): Columns =>
    Object.fromEntries(Object.entries(of).map(([name, column]) => [name, moved(column)])) as Columns; // the same names
  return {
    length: content.length,
    numbers: each(numbers),
    codes: each(codes),
    shared: each(shared),
    ids: { bytes: moved(ids.bytes), starts: moved(ids.starts) },
    index: moved(index),
  };
}

/** Where the next column may begin. */
function aligned(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}

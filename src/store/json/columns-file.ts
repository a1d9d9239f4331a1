import { crc32 } from 'node:zlib';
import { StoreError } from '../errors.ts';
import {
  CODED_COLUMNS,
  type CodedColumnName,
  type CodedValue,
  NUMBER_COLUMNS,
  type NumberColumn,
} from './columns.ts';
import type { Dictionaries } from './dictionaries.ts';
import type { Dictionary } from './dictionary.ts';
import type { Pace } from './pace.ts';
import { openLine, sealLineBytes } from './sealed-line.ts';
import { type Codes, MonthSegment } from './segment.ts';

const COLUMNS_VERSION = 1;

/** The first line of a columns file: JSON that tells what follows. */
interface Header {
  readonly format: 'sei-pagerduty columns';
  readonly version: typeof COLUMNS_VERSION;
  readonly rows: number;
  /** Bytes of the month's log that the columns speak of. */
  readonly logBytes: number;
  /** CRC-32 of all that follows this line. */
  readonly body: number;
  readonly dictionaries: Record<CodedColumnName, readonly CodedValue[]>;
  /** Little endian, one behind the other, each beginning at a multiple of 8 bytes. */
  readonly columns: readonly { readonly name: string; readonly type: ColumnType; readonly count: number }[];
}

type ColumnType = 'u8' | 'u16' | 'u32';
type Column = Codes;

/** The bytes of a columns file, part by part. */
export async function* encodeColumns(
  segment: MonthSegment,
  logBytes: number,
  dictionaries: Dictionaries,
  pace: Pace,
): AsyncGenerator<Uint8Array> {
  const columns: [name: string, column: Column][] = [
    ...NUMBER_COLUMNS.map((name): [string, Column] => [name, segment.numbers[name]]),
    ...CODED_COLUMNS.map((name): [string, Column] => [name, segment.codes[name]]),
    ['ids', segment.ids.bytes],
    ['idStarts', segment.ids.starts],
    ['idIndex', segment.index],
  ];
  const parts = columns.map(([, column]) => padded(column));
  let body = 0;
  for (const part of parts) {
    for (const bytes of part) body = crc32(bytes, body);
    await pace();
  }
  const header: Header = {
    format: 'sei-pagerduty columns',
    version: COLUMNS_VERSION,
    rows: segment.length,
    logBytes,
    body,
    dictionaries: valuesOf(segment, dictionaries),
    columns: columns.map(([name, column]) => ({ name, type: typeOf(column), count: column.length })),
  };
  yield headerLine(header);
  for (const part of parts) yield* part;
}

/** Where the columns begin: behind the header's line break. */
function headerLine(header: Header): Buffer {
  const json = JSON.stringify(header);
  const length = sealLineBytes(json).length;
  return sealLineBytes(json + ' '.repeat((8 - (length % 8)) % 8));
}

function padded(column: Column): Uint8Array[] {
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
  const padding = (8 - (bytes.length % 8)) % 8;
  return padding === 0 ? [bytes] : [bytes, new Uint8Array(padding)];
}

function valuesOf(segment: MonthSegment, dictionaries: Dictionaries): Header['dictionaries'] {
  const entries = CODED_COLUMNS.map((name) => {
    const known: readonly CodedValue[] = dictionaries[name].values;
    return [name, Array.from(segment.shared[name], (code) => known[code] as CodedValue)] as const;
  });
  return Object.fromEntries(entries) as unknown as Header['dictionaries']; // an entry for each name
}

/**
 * Reads a columns file. Throws a {@link StoreError} where a newer version of the app wrote it.
 *
 * @returns `null` where it is damaged or of another version: the month's log holds all that is in it
 */
export function decodeColumns(
  file: Buffer,
  dictionaries: Dictionaries,
): { segment: MonthSegment; logBytes: number } | null {
  const end = file.indexOf(10);
  if (end < 0) return null;
  const header = openLine(file.subarray(0, end)) as Header | undefined; // sealed by us
  if (!header) return null;
  if (header.version > COLUMNS_VERSION) throw new StoreError(NEWER);
  if (header.version !== COLUMNS_VERSION || crc32(file.subarray(end + 1)) !== header.body) return null;

  const columns = new Map<string, Column>();
  let at = end + 1;
  for (const { name, type, count } of header.columns) {
    const column = viewOf(file, type, at, count);
    columns.set(name, column);
    at += column.byteLength + ((8 - (column.byteLength % 8)) % 8);
  }
  const column = (name: string) => columns.get(name) as Column; // written by the loop above, under the same names
  const wide = (name: string) => column(name) as Uint32Array;
  const segment = new MonthSegment({
    length: header.rows,
    numbers: record(NUMBER_COLUMNS, wide) as Record<NumberColumn, Uint32Array>,
    codes: record(CODED_COLUMNS, column),
    shared: record(CODED_COLUMNS, (name) => sharedCodes(header.dictionaries[name], dictionaries[name])),
    ids: { bytes: column('ids') as Uint8Array, starts: wide('idStarts') },
    index: wide('idIndex'),
  });
  return { segment, logBytes: header.logBytes };
}

const NEWER =
  'The data folder was written by a newer version of this app. Start that version; nothing was changed.';

const ARRAYS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array };

function typeOf(column: Column): ColumnType {
  if (column instanceof Uint8Array) return 'u8';
  return column instanceof Uint16Array ? 'u16' : 'u32';
}

/** A view without copying where the bytes lie well, which is so for all but tiny files. */
function viewOf(file: Buffer, type: ColumnType, at: number, count: number): Column {
  const TypedArray = ARRAYS[type];
  const start = file.byteOffset + at;
  if (start % TypedArray.BYTES_PER_ELEMENT === 0)
    return new TypedArray(file.buffer as ArrayBuffer, start, count); // files are not shared
  const copy = new Uint8Array(count * TypedArray.BYTES_PER_ELEMENT);
  copy.set(file.subarray(at, at + copy.length));
  return new TypedArray(copy.buffer, 0, count);
}

function sharedCodes(
  values: readonly CodedValue[],
  dictionary: { code: Dictionary<never>['code'] },
): Uint32Array {
  return Uint32Array.from(values, (value) => dictionary.code(value as never)); // each column has its own dictionary
}

function record<Name extends string, Value>(
  names: readonly Name[],
  value: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>; // one for each name
}

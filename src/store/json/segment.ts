import type { Sequence } from '../sequence.ts';
import { CODED_COLUMNS, type CodedColumnName, NUMBER_COLUMNS, type NumberColumn } from './columns.ts';
import type { Dictionaries } from './dictionaries.ts';
import { type IdColumn, rowOfId } from './id-index.ts';

export type Codes = Uint8Array | Uint16Array | Uint32Array;

/**
 * Versions of incidents as columns. A row never changes once it is written: a newer version is a new row elsewhere,
 * and the old one is marked as superseded by the commit that brought it.
 */
export interface Segment {
  readonly length: number;
  readonly numbers: Readonly<Record<NumberColumn, Uint32Array>>;
  readonly codes: Readonly<Record<CodedColumnName, Codes>>;
  /** From a row's code to the code in the shared dictionary; `null` where they are the same. */
  readonly shared: Readonly<Record<CodedColumnName, Uint32Array>> | null;
  /** By row the commit that replaced it, 0 where it is current; `null` where all are. */
  readonly superseded: Uint32Array | null;
  /** Bounds within which all of a column's numbers lie. */
  range(name: NumberColumn): Range;
  id(row: number): string;
  /** The newest row of an id, or -1. */
  find(id: string): number;
  supersede(row: number, sequence: Sequence): void;
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** The content of a month partition: current rows only, made at compaction. */
export class MonthSegment implements Segment {
  readonly length: number;
  readonly numbers: Readonly<Record<NumberColumn, Uint32Array>>;
  readonly codes: Readonly<Record<CodedColumnName, Codes>>;
  readonly shared: Readonly<Record<CodedColumnName, Uint32Array>>;
  readonly ids: IdColumn;
  readonly index: Uint32Array;
  superseded: Uint32Array | null = null;
  readonly #ranges = new Map<NumberColumn, Range>();

  constructor(content: Pick<MonthSegment, 'length' | 'numbers' | 'codes' | 'shared' | 'ids' | 'index'>) {
    this.length = content.length;
    this.numbers = content.numbers;
    this.codes = content.codes;
    this.shared = content.shared;
    this.ids = content.ids;
    this.index = content.index;
  }

  range(name: NumberColumn): Range {
    const range = this.#ranges.get(name) ?? rangeOf(this.numbers[name]);
    this.#ranges.set(name, range);
    return range;
  }

  id(row: number): string {
    const { bytes, starts } = this.ids;
    const start = starts[row] as number; // within the length
    return Buffer.from(
      bytes.buffer,
      bytes.byteOffset + start,
      (starts[row + 1] as number) - start,
    ).toString();
  }

  find(id: string): number {
    return rowOfId(this.index, this.ids, Buffer.from(id));
  }

  supersede(row: number, sequence: Sequence): void {
    this.superseded ??= new Uint32Array(this.length);
    this.superseded[row] ||= sequence;
  }
}

/** Versions that are in the journal and not yet in a month partition, in the order of their commits. */
export class TailSegment implements Segment {
  length = 0;
  numbers: Record<NumberColumn, Uint32Array>;
  codes: Record<CodedColumnName, Uint32Array>;
  superseded: Uint32Array;
  readonly shared = null;
  readonly #ids: string[] = [];
  /** The whole record of each row, as JSON. */
  readonly #records: string[] = [];
  readonly #rowOf = new Map<string, number>();
  readonly #dictionaries: Dictionaries;

  constructor(dictionaries: Dictionaries) {
    this.#dictionaries = dictionaries;
    // Without room: most tails of thousands of integrations stay empty for long.
    this.numbers = columnsOf(NUMBER_COLUMNS, 0);
    this.codes = columnsOf(CODED_COLUMNS, 0);
    this.superseded = new Uint32Array(0);
  }

  /** Adds one version; its numbers and codes are for the caller to fill. Returns the row. */
  add(id: string, record: string): number {
    const row = this.length;
    if (row === this.superseded.length) this.#grow();
    this.length++;
    this.#ids.push(id);
    this.#records.push(record);
    this.#rowOf.set(id, row);
    return row;
  }

  /** It grows: nothing narrower holds. */
  range(): Range {
    return { low: 0, high: 0xffffffff };
  }

  get dictionaries(): Dictionaries {
    return this.#dictionaries;
  }

  id(row: number): string {
    return this.#ids[row] as string; // within the length
  }

  record(row: number): string {
    return this.#records[row] as string; // within the length
  }

  find(id: string): number {
    return this.#rowOf.get(id) ?? -1;
  }

  supersede(row: number, sequence: Sequence): void {
    this.superseded[row] ||= sequence;
  }

  #grow(): void {
    const capacity = Math.max(FIRST_CAPACITY, this.superseded.length * 2);
    for (const name of NUMBER_COLUMNS) this.numbers[name] = grown(this.numbers[name], capacity);
    for (const name of CODED_COLUMNS) this.codes[name] = grown(this.codes[name], capacity);
    this.superseded = grown(this.superseded, capacity);
  }
}

/** Rows. */
const FIRST_CAPACITY = 16;

function columnsOf<Name extends string>(names: readonly Name[], length: number): Record<Name, Uint32Array> {
  const entries = names.map((name) => [name, new Uint32Array(length)] as const);
  return Object.fromEntries(entries) as Record<Name, Uint32Array>; // an entry for each name
}

function rangeOf(column: Uint32Array): Range {
  let low = 0xffffffff;
  let high = 0;
  for (let row = 0; row < column.length; row++) {
    const value = column[row] as number; // within the length
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

function grown(column: Uint32Array, length: number): Uint32Array {
  const larger = new Uint32Array(length);
  larger.set(column);
  return larger;
}

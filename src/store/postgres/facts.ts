import { endianness } from 'node:os';

/**
 * The layout of `incidents.facts`: one big-endian word of 32 bits a fact, in this order; the migration that makes the column has
 * the same. Numbers are shifted by 2^31 (PostgreSQL's integers have a sign), codes are as they are, 0 for none.
 */
export const NUMBERS = [
  'number',
  'createdAt',
  'updatedAt',
  'resolvedAt',
  'acknowledgedAt',
  'lastWorkedAt',
  'titleHash',
  'keyHash',
] as const;

export const CODES = [
  'integration',
  'service',
  'priority',
  'urgency',
  'status',
  'ending',
  'teams',
  'severities',
  'responders',
] as const;

export type NumberFact = (typeof NUMBERS)[number];
export type CodeFact = (typeof CODES)[number];

/** Fields of an incident whose values are kept once and named by code. */
export const CODED_FIELDS = CODES.filter((name) => name !== 'integration');
export type CodedField = Exclude<CodeFact, 'integration'>;

/** A column of codes, numbered anew in the order in which they are met. */
export interface MetCodes {
  readonly met: readonly number[];
  /** Places in `met`. */
  readonly places: Uint32Array;
}

export interface Facts {
  readonly numbers: Readonly<Record<NumberFact, Uint32Array>>;
  readonly codes: Readonly<Record<CodeFact, MetCodes>>;
}

const WORD = 4;
const WORDS = NUMBERS.length + CODES.length;
const SIGN = 0x8000_0000;
const IS_LITTLE_ENDIAN = endianness() === 'LE';

/** A package of facts as words of this machine, with memory of its own. */
export function wordsOf(bytes: Buffer): Uint32Array {
  const words = new Uint32Array(bytes.byteLength / WORD);
  const own = Buffer.from(words.buffer);
  bytes.copy(own);
  if (IS_LITTLE_ENDIAN) own.swap32();
  return words;
}

/** Columns of all rows, in order. Gives way to other work between two packages. */
export async function unpackFacts(
  packages: readonly Uint32Array[],
  pace: () => Promise<void>,
): Promise<Facts> {
  const rows = packages.reduce((sum, { length }) => sum + length, 0) / WORDS;
  const numbers = NUMBERS.map(() => new Uint32Array(rows));
  const codes = CODES.map(() => new CodeColumn(rows));
  let first = 0;
  for (const words of packages) {
    numbers.forEach((column, place) => {
      takeNumbers(words, place, column, first);
    });
    codes.forEach((column, place) => {
      column.take(words, NUMBERS.length + place, first);
    });
    first += words.length / WORDS;
    await pace();
  }
  return {
    numbers: Object.fromEntries(NUMBERS.map((name, at) => [name, numbers[at]])) as Facts['numbers'], // one for each name
    codes: Object.fromEntries(CODES.map((name, at) => [name, codes[at]])) as unknown as Facts['codes'], // one for each name
  };
}

function takeNumbers(words: Uint32Array, place: number, column: Uint32Array, first: number): void {
  for (let at = place, row = first; at < words.length; at += WORDS)
    column[row++] = (words[at] as number) ^ SIGN; // within the length
}

class CodeColumn implements MetCodes {
  readonly met: number[] = [];
  readonly places: Uint32Array;
  /** For each code its place and one, or 0: a list by code is the fastest way, since codes are small. */
  #known: Uint32Array = new Uint32Array(1024);

  constructor(rows: number) {
    this.places = new Uint32Array(rows);
  }

  take(words: Uint32Array, place: number, first: number): void {
    const { places } = this;
    let known = this.#known;
    for (let at = place, row = first; at < words.length; at += WORDS) {
      const code = words[at] as number; // within the length
      if (code >= known.length || known[code] === 0) known = this.#meet(code);
      places[row++] = (known[code] as number) - 1; // it is there now
    }
  }

  #meet(code: number): Uint32Array {
    if (code >= this.#known.length) {
      const longer = new Uint32Array(2 ** Math.ceil(Math.log2(code + 1)));
      longer.set(this.#known);
      this.#known = longer;
    }
    this.#known[code] = this.met.push(code);
    return this.#known;
  }
}

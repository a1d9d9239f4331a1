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

export type Facts = Readonly<Record<NumberFact | CodeFact, Uint32Array>>;

const WORD = 4;
const ROW = (NUMBERS.length + CODES.length) * WORD;
const SIGN = 0x8000_0000;

/** Facts of some rows, one behind the other, as base64. */
export type PackedFacts = string;

/** Columns of all rows, in order. Gives way to other work between two packages. */
export async function unpackFacts(packed: readonly PackedFacts[], pace: () => Promise<void>): Promise<Facts> {
  const packages: Buffer[] = [];
  for (const text of packed) {
    packages.push(Buffer.from(text, 'base64'));
    await pace();
  }
  const rows = packages.reduce((sum, { byteLength }) => sum + byteLength, 0) / ROW;
  const facts = Object.fromEntries(
    [...NUMBERS, ...CODES].map((name) => [name, new Uint32Array(rows)]),
  ) as unknown as Record<NumberFact | CodeFact, Uint32Array>; // a column for each name
  const columns = [...NUMBERS, ...CODES].map((name) => facts[name]);
  let first = 0;
  for (const bytes of packages) {
    const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const count = bytes.byteLength / ROW;
    columns.forEach((column, place) => {
      const shift = place < NUMBERS.length ? SIGN : 0;
      for (let row = 0; row < count; row++) {
        column[first + row] = words.getUint32(row * ROW + place * WORD) ^ shift;
      }
    });
    first += count;
    await pace();
  }
  return facts;
}

import { createHash, timingSafeEqual } from 'node:crypto';

/** `enrolment`: from the file, for a day. `satellite`: a satellite's own. */
export type KeyKind = 'enrolment' | 'satellite';

/** Source of random bytes: `randomBytes`, or a test's own. */
export type Random = (size: number) => Buffer;

const PREFIX = { enrolment: 'sei-enrol', satellite: 'sei-satellite' } as const;
const SHAPE = /^(sei-enrol|sei-satellite)_([0-9a-z]{10})_[\w-]{43}$/;
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const ID_LENGTH = 10;
/** 256 bits: nobody guesses one, so a plain hash suffices at rest. */
const SECRET_BYTES = 32;

/** A short random id that people can read to each other: 50 bits, no letter that looks like a digit. */
export function newSatelliteId(random: Random): string {
  return [...random(ID_LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** A new key. What it belongs to is found by the id in it, and proved by the rest. */
export function newKey(kind: KeyKind, id: string, random: Random): string {
  return `${PREFIX[kind]}_${id}_${random(SECRET_BYTES).toString('base64url')}`;
}

/** What a text claims to be the key of; `null` where it is no key. */
export function parseKey(text: string): { readonly kind: KeyKind; readonly id: string } | null {
  const [, prefix, id] = SHAPE.exec(text) ?? [];
  if (id === undefined) return null;
  return { kind: prefix === PREFIX.enrolment ? 'enrolment' : 'satellite', id };
}

/** What is stored of a key: its SHA-256, in hex. */
export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Whether a key is the one with this hash. Takes as long for a wrong one. */
export function isKeyOf(key: string, hash: string): boolean {
  const [given, expected] = [Buffer.from(hashOfKey(key)), Buffer.from(hash)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

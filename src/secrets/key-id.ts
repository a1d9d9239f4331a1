import { createHash } from 'node:crypto';

const KEY_BYTES = 32;

/**
 * Tells keys apart without telling anything of them: the first 8 hex digits of the key's SHA-256.
 * Throws a `RangeError` for a key that has not 32 bytes.
 */
export function keyId(key: Buffer): string {
  if (key.length !== KEY_BYTES) {
    throw new RangeError(`An encryption key has ${KEY_BYTES} bytes, this one has ${key.length}.`);
  }
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

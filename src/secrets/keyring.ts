import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { SealedSecret } from '../domain/integration.ts';
import { SealBrokenError } from './seal-broken-error.ts';

/**
 * Seals secrets for rest: AES-256-GCM, a random nonce each, the id of the key in front
 * (`v1.<key id>.<nonce>.<ciphertext and tag>`, base64url).
 */
export interface Keyring {
  /** `context` is bound to the secret (additional authenticated data): a sealed secret moved elsewhere does not open. */
  seal(secret: string, context: string): SealedSecret;
  /** Throws `SealBrokenError` where no key opens it, with a sentence that names `ENCRYPTION_KEY`. */
  open(sealed: SealedSecret, context: string): string;
}

export interface KeyringOptions {
  /** 32 bytes: seals everything new. */
  readonly current: Buffer;
  /** Keys of the past: they still open what they sealed. */
  readonly previous?: readonly Buffer[];
  /** Source of nonces. */
  readonly random?: (size: number) => Buffer;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** @see https://csrc.nist.gov/pubs/sp/800/38/d/final section 8.2.2: 96 random bits, below 2^32 secrets a key */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A keyring over keys of 32 bytes each. Throws a `RangeError` for a key of another length. */
export function createKeyring({ current, previous = [], random = randomBytes }: KeyringOptions): Keyring {
  const keys = new Map([...previous, current].map((key) => [keyId(key), key]));
  const currentId = keyId(current);

  return {
    seal(secret, context) {
      const nonce = random(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, current, nonce, { authTagLength: TAG_BYTES }).setAAD(
        Buffer.from(context),
      );
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      const text = `v1.${currentId}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`;
      return text as SealedSecret; // the one place that makes them
    },

    open(sealed, context) {
      const [version, id = '', nonceText = '', body = '', ...rest] = sealed.split('.');
      const key = keys.get(id);
      if (version !== 'v1' || rest.length > 0) throw new SealBrokenError(UNREADABLE);
      if (!key) throw new SealBrokenError(unknownKey(id));
      try {
        const bytes = Buffer.from(body, 'base64url');
        const decipher = createDecipheriv(CIPHER, key, Buffer.from(nonceText, 'base64url'), {
          authTagLength: TAG_BYTES,
        });
        decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
        const secret = decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES));
        return Buffer.concat([secret, decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new SealBrokenError(UNREADABLE, { cause });
      }
    },
  };
}

/** Tells keys apart without telling anything of them: the first 8 hex digits of the key's SHA-256. */
function keyId(key: Buffer): string {
  if (key.length !== KEY_BYTES) {
    throw new RangeError(`An encryption key has ${KEY_BYTES} bytes, this one has ${key.length}.`);
  }
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

const UNREADABLE =
  'A stored secret was damaged or moved and cannot be opened with ENCRYPTION_KEY. Enter the secret again.';

function unknownKey(id: string): string {
  return `A stored secret was sealed with another key (${id}). Put that key into ENCRYPTION_KEY or ENCRYPTION_KEYS_PREVIOUS, or enter the secret again.`;
}

import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';

/** An encrypted value of the file does not open. */
export class WrongPassphraseError extends Error {
  override readonly name = 'WrongPassphraseError';

  constructor(options?: ErrorOptions) {
    super(
      'ENCRYPTION_PASSWORD does not open it: another passphrase encrypted it, or the value was changed.',
      options,
    );
  }
}

const PREFIX = 'enc:v1:';
const SALT = 16;
const NONCE = 12;
const TAG = 16;
/** 32 MiB for about a fifth of a second. @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };

/** Whether a value of the file is encrypted. */
export function isSealed(text: string): boolean {
  return text.startsWith(PREFIX);
}

/**
 * Opens and seals values with one passphrase: AES-256-GCM under a key that scrypt derives from it, `enc:v1:` and base64url
 * of salt, nonce, tag and cipher text. Values that were sealed together share their salt, so that they open together in one
 * derivation.
 */
export function sealer(passphrase: string, random: (size: number) => Buffer = randomBytes) {
  const keys = new Map<string, Buffer>();
  const keyOf = (salt: Buffer): Buffer => {
    const id = salt.toString('hex');
    const key = keys.get(id) ?? scryptSync(passphrase.normalize('NFC'), salt, 32, COST);
    keys.set(id, key);
    return key;
  };
  const ownSalt = random(SALT);
  return {
    seal(text: string): string {
      const nonce = random(NONCE);
      const cipher = createCipheriv('aes-256-gcm', keyOf(ownSalt), nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return PREFIX + Buffer.concat([ownSalt, nonce, cipher.getAuthTag(), body]).toString('base64url');
    },

    /** Throws a {@link WrongPassphraseError} where it does not open. */
    open(sealed: string): string {
      const bytes = Buffer.from(sealed.slice(PREFIX.length), 'base64url');
      const [salt, nonce] = [bytes.subarray(0, SALT), bytes.subarray(SALT, SALT + NONCE)];
      const tag = bytes.subarray(SALT + NONCE, SALT + NONCE + TAG);
      try {
        const decipher = createDecipheriv('aes-256-gcm', keyOf(salt), nonce, { authTagLength: TAG });
        decipher.setAuthTag(tag);
        const body = decipher.update(bytes.subarray(SALT + NONCE + TAG));
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new WrongPassphraseError({ cause });
      }
    },
  };
}

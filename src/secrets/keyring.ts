import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { SealedSecret } from '../domain/integration.ts';
import { keyId } from './key-id.ts';
import { SealBrokenError } from './seal-broken-error.ts';
import { openBytes, sealBytes } from './seal-bytes.ts';

/**
 * Seals secrets for rest, in envelopes: each secret with a data key of its own, that one with the current key.
 *
 * `v2.<id of the key>.<data key, sealed>.<secret, sealed>`, AES-256-GCM both, base64url. So a change of keys seals the data
 * keys anew and leaves the secrets shut. `v1.<id of the key>.<nonce>.<secret, sealed>` is read still.
 */
export interface Keyring {
  /** `context` is bound to the secret (additional authenticated data): a sealed secret moved elsewhere does not open. */
  seal(secret: string, context: string): SealedSecret;
  /** Throws `SealBrokenError` where no key opens it, with a sentence that names `ENCRYPTION_KEY`. */
  open(sealed: SealedSecret, context: string): string;
  /** The same secret under the current key; the same text where it is. Throws as `open` does. */
  reseal(sealed: SealedSecret, context: string): SealedSecret;
  /** Id of the key that seals everything new. */
  currentId(): string;
}

/** Keys of 32 bytes each. */
export interface Keys {
  /** Seals everything new. */
  readonly current: Buffer;
  /** Keys of the past, or of a change that is being prepared: they open what they sealed. */
  readonly previous?: readonly Buffer[];
}

/** A keyring whose keys can change while it is in use. */
export interface ChangingKeyring extends Keyring {
  adopt(keys: Keys): void;
}

export interface KeyringOptions extends Keys {
  /** Source of nonces and data keys. */
  readonly random?: (size: number) => Buffer;
  /** Asked for the keys as they are now, where something was sealed with one that is not here. */
  readonly look?: () => Keys | null;
}

const DATA_KEY_BYTES = 32;

/** A keyring over keys of 32 bytes each. Throws a `RangeError` for a key of another length. */
export function createKeyring({ random = randomBytes, look, ...first }: KeyringOptions): ChangingKeyring {
  let keys = ringOf(first);

  function keyOf(id: string): KeyObject {
    const known = keys.byId.get(id);
    if (known) return known;
    const now = look?.();
    if (now) keys = ringOf(now);
    const found = keys.byId.get(id);
    if (!found) throw new SealBrokenError(unknownKey(id));
    return found;
  }

  /** The data key is bound to its secret's context too, in words of its own: neither passes for the other. */
  const bound = (context: string) => `data-key:${context}`;

  function envelope(dataKey: Buffer, body: string, context: string): SealedSecret {
    const wrapped = sealBytes(keys.current, dataKey, bound(context), random);
    return `v2.${keys.currentId}.${wrapped}.${body}` as SealedSecret; // the one place that makes them
  }

  function partsOf(
    sealed: SealedSecret,
  ): readonly [version: string, id: string, first: string, second: string] {
    const [version = '', id = '', first = '', second = '', ...rest] = sealed.split('.');
    if (!/^v[12]$/.test(version) || second === '' || rest.length > 0) throw new SealBrokenError(UNREADABLE);
    return [version, id, first, second];
  }

  /** Runs the work with the data key, which is wiped behind it. */
  function withDataKey<Result>(
    id: string,
    wrapped: string,
    context: string,
    work: (key: Buffer) => Result,
  ): Result {
    const dataKey = openBytes(keyOf(id), wrapped, bound(context));
    try {
      return work(dataKey);
    } finally {
      dataKey.fill(0);
    }
  }

  const keyring: ChangingKeyring = {
    seal(secret, context) {
      const dataKey = random(DATA_KEY_BYTES);
      const body = sealBytes(createSecretKey(dataKey), Buffer.from(secret), context, random);
      try {
        return envelope(dataKey, body, context);
      } finally {
        dataKey.fill(0);
      }
    },

    open: (sealed, context) =>
      orBroken(() => {
        const [version, id, first, second] = partsOf(sealed);
        const bytes =
          version === 'v1'
            ? openBytes(keyOf(id), joined(first, second), context)
            : withDataKey(id, first, context, (key) => openBytes(createSecretKey(key), second, context));
        const secret = bytes.toString('utf8');
        bytes.fill(0);
        return secret;
      }),

    reseal: (sealed, context) =>
      orBroken(() => {
        const [version, id, first, body] = partsOf(sealed);
        if (version === 'v1') return keyring.seal(keyring.open(sealed, context), context);
        if (id === keys.currentId) return sealed;
        return withDataKey(id, first, context, (key) => envelope(key, body, context));
      }),

    currentId: () => keys.currentId,

    adopt(next) {
      keys = ringOf(next);
    },
  };
  return keyring;
}

function ringOf({ current, previous = [] }: Keys) {
  const byId = new Map([...previous, current].map((key) => [keyId(key), createSecretKey(key)]));
  return { current: createSecretKey(current), currentId: keyId(current), byId };
}

/** Version 1 kept nonce and ciphertext apart. */
function joined(nonce: string, body: string): string {
  return Buffer.concat([Buffer.from(nonce, 'base64url'), Buffer.from(body, 'base64url')]).toString(
    'base64url',
  );
}

function orBroken<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof SealBrokenError ? cause : new SealBrokenError(UNREADABLE, { cause });
  }
}

const UNREADABLE =
  'A stored secret was damaged or moved and cannot be opened with ENCRYPTION_KEY. Enter the secret again.';

function unknownKey(id: string): string {
  return `A stored secret was sealed with another key (${id}). Put that key into ENCRYPTION_KEY or ENCRYPTION_KEYS_PREVIOUS, or enter the secret again.`;
}

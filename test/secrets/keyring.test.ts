import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SealedSecret } from '../../src/domain/integration.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { SealBrokenError } from '../../src/secrets/seal-broken-error.ts';

const key = (fill: number) => Buffer.alloc(32, fill);
const forged = (text: string) => text as SealedSecret; // forged on purpose

/** As the first version sealed: with the key itself. */
function versionOne(secret: string, context: string, current: Buffer): SealedSecret {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', current, nonce).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  const id = createHash('sha256').update(current).digest('hex').slice(0, 8);
  return forged(`v1.${id}.${nonce.toString('base64url')}.${body.toString('base64url')}`);
}

describe('T1 a copy of the store without its key', () => {
  test('a sealed secret opens to what was sealed, and shows nothing of it', () => {
    const keyring = createKeyring({ current: key(1) });
    fc.assert(
      fc.property(fc.string({ minLength: 4, unit: 'binary' }), fc.string(), (secret, context) => {
        const sealed = keyring.seal(secret, context);
        expect(sealed).toMatch(/^v2\.[0-9a-f]{8}\.[\w-]{80}\.[\w-]+$/);
        expect(keyring.open(sealed, context)).toBe(Buffer.from(secret).toString());
      }),
    );
  });

  test('the same secret is sealed differently each time, with a data key of its own', () => {
    const keyring = createKeyring({ current: key(1) });
    const [one, other] = [keyring.seal('u+abcdef', 'T1'), keyring.seal('u+abcdef', 'T1')];
    expect(one.split('.')[2]).not.toBe(other.split('.')[2]);
    expect(one.split('.')[3]).not.toBe(other.split('.')[3]);
  });

  test('a key of another length is refused', () => {
    expect(() => createKeyring({ current: randomBytes(16) })).toThrow(RangeError);
  });
});

describe('T2 somebody who writes to the store', () => {
  test('a sealed secret moved to another place does not open', () => {
    const keyring = createKeyring({ current: key(1) });
    const sealed = keyring.seal('u+abcdef', 'T1/integration-1');
    expect(() => keyring.open(sealed, 'T2/integration-1')).toThrow(SealBrokenError);
    expect(() => keyring.reseal(sealed, 'T1/integration-2')).not.toThrow();
    const moved = createKeyring({ current: key(2), previous: [key(1)] });
    expect(() => moved.reseal(sealed, 'T1/integration-2')).toThrow(SealBrokenError);
  });

  test('nor does one whose data key comes from another secret, though both are bound alike', () => {
    const keyring = createKeyring({ current: key(1) });
    const [one, other] = [keyring.seal('u+abcdef', 'T1'), keyring.seal('u+ghijkl', 'T1')];
    const [version, id, dataKey] = one.split('.');
    const mixed = forged([version, id, dataKey, other.split('.')[3]].join('.'));
    expect(() => keyring.open(mixed, 'T1')).toThrow(SealBrokenError);
  });

  test('one changed character anywhere breaks the seal', () => {
    const keyring = createKeyring({ current: key(1) });
    const sealed = keyring.seal('u+abcdef', 'T1');
    fc.assert(
      fc.property(fc.nat(sealed.length - 2), (at) => {
        const changed = forged(sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1));
        expect(() => keyring.open(changed, 'T1')).toThrow(SealBrokenError);
      }),
    );
  });

  test('whatever text stands there, what is said of it is a broken seal', () => {
    const keyring = createKeyring({ current: key(1) });
    const id = keyring.currentId();
    const part = fc.oneof(fc.string(), fc.base64String(), fc.constantFrom('v1', 'v2', id, ''));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        expect(() => keyring.open(forged(parts.join('.')), 'T1')).toThrow(SealBrokenError);
      }),
    );
  });
});

describe('T3 a key that has to be changed', () => {
  test('after a change of keys the old secrets open and new ones use the new key', () => {
    const before = createKeyring({ current: key(1) });
    const after = createKeyring({ current: key(2), previous: [key(1)] });
    expect(after.open(before.seal('u+abcdef', 'T1'), 'T1')).toBe('u+abcdef');
    expect(() => before.open(after.seal('u+abcdef', 'T1'), 'T1')).toThrow(/ENCRYPTION_KEY/);
  });

  test('sealed anew, a secret opens without the old key, and its own ciphertext is the same', () => {
    const sealed = createKeyring({ current: key(1) }).seal('u+abcdef', 'T1');
    const fresh = createKeyring({ current: key(2), previous: [key(1)] }).reseal(sealed, 'T1');
    expect(createKeyring({ current: key(2) }).open(fresh, 'T1')).toBe('u+abcdef');
    expect(fresh.split('.')[3]).toBe(sealed.split('.')[3]);
  });

  test('what is sealed with the current key stays as it is', () => {
    const keyring = createKeyring({ current: key(1) });
    const sealed = keyring.seal('u+abcdef', 'T1');
    expect(keyring.reseal(sealed, 'T1')).toBe(sealed);
  });

  test('what the first version sealed opens, and becomes an envelope when it is sealed anew', () => {
    const keyring = createKeyring({ current: key(1) });
    const old = versionOne('u+abcdef', 'T1', key(1));
    expect(keyring.open(old, 'T1')).toBe('u+abcdef');
    const fresh = keyring.reseal(old, 'T1');
    expect(fresh).toMatch(/^v2\./);
    expect(keyring.open(fresh, 'T1')).toBe('u+abcdef');
    expect(() => keyring.open(old, 'T2')).toThrow(SealBrokenError);
  });

  test('the keys can change while it is in use', () => {
    const keyring = createKeyring({ current: key(1) });
    const sealed = keyring.seal('u+abcdef', 'T1');
    keyring.adopt({ current: key(2), previous: [key(1)] });
    expect(keyring.currentId()).toBe(createKeyring({ current: key(2) }).currentId());
    expect(keyring.open(sealed, 'T1')).toBe('u+abcdef');
  });

  test('where another replica was faster, the keys are looked up at once', () => {
    const sealed = createKeyring({ current: key(2) }).seal('u+abcdef', 'T1');
    const keyring = createKeyring({
      current: key(1),
      look: () => ({ current: key(2), previous: [key(1)] }),
    });
    expect(keyring.open(sealed, 'T1')).toBe('u+abcdef');
  });
});

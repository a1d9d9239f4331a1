import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SealedSecret } from '../../src/domain/integration.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { SealBrokenError } from '../../src/secrets/seal-broken-error.ts';

const key = (fill: number) => Buffer.alloc(32, fill);

test('a sealed secret opens to what was sealed, and shows nothing of it', () => {
  const keyring = createKeyring({ current: key(1) });
  fc.assert(
    fc.property(fc.string({ minLength: 4, unit: 'binary' }), fc.string(), (secret, context) => {
      const sealed = keyring.seal(secret, context);
      expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]+$/);
      expect(keyring.open(sealed, context)).toBe(secret);
    }),
  );
});

test('the same secret is sealed differently each time', () => {
  const keyring = createKeyring({ current: key(1) });
  expect(keyring.seal('u+abcdef', 'T1')).not.toBe(keyring.seal('u+abcdef', 'T1'));
});

test('a sealed secret moved to another place does not open', () => {
  const keyring = createKeyring({ current: key(1) });
  expect(() => keyring.open(keyring.seal('u+abcdef', 'T1/integration-1'), 'T2/integration-1')).toThrow(
    SealBrokenError,
  );
});

test('one changed character anywhere breaks the seal', () => {
  const keyring = createKeyring({ current: key(1) });
  const sealed = keyring.seal('u+abcdef', 'T1');
  fc.assert(
    fc.property(fc.nat(sealed.length - 2), (at) => {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      const changed = (sealed.slice(0, at) + other + sealed.slice(at + 1)) as SealedSecret; // forged on purpose
      expect(() => keyring.open(changed, 'T1')).toThrow(SealBrokenError);
    }),
  );
});

test('after a change of keys the old secrets open and new ones use the new key', () => {
  const before = createKeyring({ current: key(1) });
  const after = createKeyring({ current: key(2), previous: [key(1)] });
  expect(after.open(before.seal('u+abcdef', 'T1'), 'T1')).toBe('u+abcdef');
  expect(() => before.open(after.seal('u+abcdef', 'T1'), 'T1')).toThrow(/ENCRYPTION_KEY/);
});

test('a key of another length is refused', () => {
  expect(() => createKeyring({ current: randomBytes(16) })).toThrow(RangeError);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSealed, sealer, WrongPassphraseError } from '../../../../src/satellite/agent/file/sealed-value.ts';

const one = sealer('correct horse');

test('whatever is sealed opens to the same text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const sealed = one.seal(text);
      expect(isSealed(sealed)).toBe(true);
      expect(one.open(sealed)).toBe(text);
    }),
  );
});

test('another sealer with the same passphrase opens it; with another passphrase none does', () => {
  const sealed = one.seal('secret');
  expect(sealer('correct horse').open(sealed)).toBe('secret');
  expect(() => sealer('battery staple').open(sealed)).toThrow(WrongPassphraseError);
});

test('no bit can be changed without notice', () => {
  const sealed = one.seal('secret');
  const bytes = Buffer.from(sealed.slice('enc:v1:'.length), 'base64url');
  // Behind the salt: a change of that would derive another key each time.
  for (let at = 16; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(() => one.open(`enc:v1:${changed.toString('base64url')}`)).toThrow(WrongPassphraseError);
  }
});

test.each(['enc:v1:', 'enc:v1:AAAA', 'enc:v1:%%%'])('what was cut off does not open: %s', (text) => {
  expect(() => one.open(text)).toThrow(WrongPassphraseError);
});

test('the same text is sealed differently each time', () => {
  expect(one.seal('secret')).not.toBe(one.seal('secret'));
});

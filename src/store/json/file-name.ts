import { createHash } from 'node:crypto';

const LONGEST = 120;

/**
 * A name that is safe as a file or folder: ASCII letters, digits, `-` and `_` as they are, every other byte as `%xx`.
 *
 * Different ids get different names; none is empty, `.`, `..` or leads out of its folder. Very long ids end in their hash.
 */
export function fileName(id: string): string {
  const encoded = [...Buffer.from(id, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9_-]/.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
  if (encoded.length === 0) return '%';
  if (encoded.length <= LONGEST) return encoded;
  return `${encoded.slice(0, LONGEST - 66)}%-${createHash('sha256').update(id).digest('hex')}`;
}

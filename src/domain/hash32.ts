/**
 * A stable 32-bit hash of a text: FNV-1a over its UTF-16 code units, then the finaliser of MurmurHash3.
 *
 * 0 stands for the empty text alone. The same text gives the same number in every process and release: stores may keep
 * it. It tells texts apart; it is no protection against anyone who wants two to be equal.
 *
 * @see http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function hash32(text: string): number {
  if (text === '') return 0;
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = (hash ^ (hash >>> 16)) >>> 0;
  return hash === 0 ? 1 : hash;
}

/** A sealed secret that no key at hand opens. The message is a sentence for the person. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';
}

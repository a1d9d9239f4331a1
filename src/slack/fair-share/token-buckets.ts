export interface BucketSize {
  /** How many may come at once. */
  readonly burst: number;
  /** How many may come in the long run. */
  readonly perSecond: number;
}

/** Buckets that are full again are forgotten whenever so many are there. */
const MOST_KEPT = 10_000;

/**
 * A bucket of tokens for each key, full at first; whoever finds none has come too often.
 *
 * @param now seconds, of a clock that only goes forward
 */
export function tokenBuckets({ burst, perSecond }: BucketSize, now: () => number): (key: string) => boolean {
  const buckets = new Map<string, { tokens: number; at: number }>();

  function forgetFull(at: number): void {
    for (const [key, bucket] of buckets)
      if (bucket.tokens + (at - bucket.at) * perSecond >= burst) buckets.delete(key);
  }

  return (key) => {
    const at = now();
    if (buckets.size >= MOST_KEPT) forgetFull(at);
    const { tokens, at: before } = buckets.get(key) ?? { tokens: burst, at };
    const there = Math.min(burst, tokens + (at - before) * perSecond);
    const taken = there >= 1;
    buckets.set(key, { tokens: taken ? there - 1 : there, at });
    return taken;
  };
}

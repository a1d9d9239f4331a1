import { IntakeError } from './intake-error.ts';

export interface RateLimitOptions {
  /** Requests a second in the long run. */
  readonly perSecond: number;
  /** Requests at once after a quiet time. */
  readonly burst: number;
  /** A clock that only goes forward, in milliseconds. */
  readonly now: () => number;
}

/** Takes one request of somebody, or throws an {@link IntakeError} that says when the next is taken. */
export type RateLimit = (who: string) => void;

/** So many are remembered; whoever is not has his whole burst, so forgetting harms nobody. */
const REMEMBERED = 10_000;

/** A token bucket for each. */
export function createRateLimit({ perSecond, burst, now }: RateLimitOptions): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (who) => {
    const at = now();
    const known = buckets.get(who);
    const tokens = known ? Math.min(burst, known.tokens + ((at - known.at) / 1000) * perSecond) : burst;
    if (tokens < 1) {
      throw new IntakeError('rate_limited', 'More requests than a satellite needs.', {
        next: 'It goes on by itself. If it stays so, look whether several satellites run with one credential file.',
        retryAfter: Math.ceil((1 - tokens) / perSecond),
      });
    }
    if (buckets.size >= REMEMBERED) buckets.clear();
    buckets.set(who, { tokens: tokens - 1, at });
  };
}

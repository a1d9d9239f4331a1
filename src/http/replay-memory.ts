/** Remembers what was seen, for as long as it could come again. */
export interface ReplayMemory {
  /** Whether this is the first time; remembers it. */
  isFirst(signature: string): boolean;
  /** It came to nothing: when it comes again, it is the first time. */
  forget(signature: string): void;
}

/** More than comes in ten minutes. Only what was rightly signed is remembered, so that nobody else can fill it. */
const MOST = 500_000;

/**
 * @param seconds for how long something is remembered at least
 * @param now the present second
 */
export function replayMemory(seconds: number, now: () => number): ReplayMemory {
  /** Until when each is remembered, oldest first. */
  const seen = new Map<string, number>();

  function forgetOld(): void {
    for (const [signature, until] of seen) {
      if (until >= now() && seen.size < MOST) return;
      seen.delete(signature);
    }
  }

  return {
    isFirst(signature) {
      forgetOld();
      if (seen.has(signature)) return false;
      seen.set(signature, now() + seconds);
      return true;
    },
    forget: (signature) => void seen.delete(signature),
  };
}

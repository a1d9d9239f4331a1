const FIRST = 500;
const LONGEST = 30_000;

/**
 * Milliseconds before the next try: doubling, half of it by chance so that many clients do not come back at once.
 *
 * @param tries how many there were, from 1
 * @param random in `[0, 1)`
 */
export function retryDelay(tries: number, random: () => number): number {
  const whole = Math.min(LONGEST, FIRST * 2 ** (tries - 1));
  return whole / 2 + (whole / 2) * random();
}

/** Milliseconds before the next try after a 429 that does not say when; the limit is one per minute. */
export function bareLimitDelay(limited: number, random: () => number): number {
  const whole = Math.min(60_000, 2_000 * 2 ** (limited - 1));
  return whole / 2 + (whole / 2) * random();
}

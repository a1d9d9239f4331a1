import { Z_95, Z_POWER_80 } from './normal.ts';

/**
 * The smallest change that a comparison would find 8 times in 10, as a factor above 1: either way.
 *
 * From the width of the ratio's 95 % interval, which says how much a ratio varies at these numbers of episodes: on the log
 * scale half of it is 1.96 standard errors, and to find a change with a power of 80 % takes 1.96 + 0.84 of them.
 *
 * @param interval of a Hodges–Lehmann ratio; exists from 6 episodes a side on
 * @param leastEffect the smallest effect that is called a change, as a factor above 1
 * @see https://en.wikipedia.org/wiki/Minimum_detectable_effect
 */
export function smallestNoticeable(
  [low, high]: readonly [low: number, high: number],
  leastEffect: number,
): number {
  const half = Math.log(high / low) / 2;
  return Math.max(leastEffect, Math.exp((half * (Z_95 + Z_POWER_80)) / Z_95));
}

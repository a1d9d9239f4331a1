import { DAY, HOUR, type Seconds, WEEK } from './duration.ts';

/**
 * The SEI product's bands of a mean time to restore:
 * Elite < 1 hour ≤ High < 1 day ≤ Medium < 1 week ≤ Low.
 */
export type Band = 'Elite' | 'High' | 'Medium' | 'Low';

/** The band of a mean time to restore. The cuts belong to the slower band: exactly one hour is High. */
export function bandOf(mean: Seconds): Band {
  if (mean < HOUR) return 'Elite';
  if (mean < DAY) return 'High';
  return mean < WEEK ? 'Medium' : 'Low';
}

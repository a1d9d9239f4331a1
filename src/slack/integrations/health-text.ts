import type { Health } from '../../domain/sync-run.ts';

const MEANING: Readonly<Record<Health, string>> = {
  HEALTHY: 'every run of the last 7 days succeeded',
  WARNING: 'some runs of the last 7 days failed',
  CRITICAL: 'no run of the last 7 days succeeded',
  PAUSED: 'nothing is read until it is resumed',
  'OFFLINE SATELLITE': 'its satellite does not answer',
  UNKNOWN: 'no run yet',
};

/** Of a single run "every" would promise too much. */
const MEANING_OF_ONE: Readonly<Partial<Record<Health, string>>> = {
  HEALTHY: '1 run so far, it succeeded',
  CRITICAL: '1 run so far, it failed',
};

/**
 * `HEALTHY (every run of the last 7 days succeeded)`, `HEALTHY (1 run so far, it succeeded)`.
 *
 * @param runs how many runs there were in all
 */
export function healthText(health: Health, runs: number): string {
  return `${health} (${(runs === 1 ? MEANING_OF_ONE[health] : undefined) ?? MEANING[health]})`;
}

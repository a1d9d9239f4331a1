import type { Health } from '../../domain/sync-run.ts';

const MEANING: Readonly<Record<Health, string>> = {
  HEALTHY: 'every run of the last 7 days succeeded',
  WARNING: 'some runs of the last 7 days failed',
  CRITICAL: 'no run of the last 7 days succeeded',
  PAUSED: 'nothing is read until it is resumed',
  'OFFLINE SATELLITE': 'its satellite does not answer',
  UNKNOWN: 'no run yet',
};

/** `HEALTHY (every run of the last 7 days succeeded)`. */
export function healthText(health: Health): string {
  return `${health} (${MEANING[health]})`;
}

import { WEEK } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';
import type { Health, SyncRun } from '../domain/sync-run.ts';

/**
 * Health by the SEI product's rule: the runs that began in the 7 days before `now`.
 *
 * Runs that were stopped (a restart, a pause) say nothing either way.
 */
export function healthOf(
  runs: readonly Pick<SyncRun, 'startedAt' | 'outcome'>[],
  now: Instant,
  { paused }: { readonly paused: boolean },
): Health {
  if (paused) return 'PAUSED';
  const recent = runs.filter(({ startedAt, outcome }) => startedAt > now - WEEK && outcome !== 'stopped');
  if (recent.length === 0) return 'UNKNOWN';
  if (recent.every(({ outcome }) => outcome === 'succeeded')) return 'HEALTHY';
  return recent.some(({ outcome }) => outcome === 'succeeded') ? 'WARNING' : 'CRITICAL';
}

import type { Instant } from '../domain/instant.ts';
import type { IntegrationFreshness } from '../domain/report.ts';
import type { DigestReport } from './digest-report.ts';

/**
 * The integrations whose data does not reach an instant yet, and can be waited for. Those that are paused or offline hold nobody
 * back; nor does one that was never synced, unless there is nothing else.
 */
export function staleOf(freshness: readonly IntegrationFreshness[], end: Instant): DigestReport['stale'] {
  const going = freshness.filter(({ state }) => state !== 'paused' && state !== 'offline');
  const synced = going.filter(({ completeTo }) => completeTo !== null);
  const awaited = synced.length > 0 ? synced : going;
  return awaited
    .filter(({ completeTo }) => completeTo === null || completeTo < end)
    .map(({ name, completeTo }) => ({ name, completeTo }));
}

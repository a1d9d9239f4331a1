import { isDeepStrictEqual } from 'node:util';
import type { Incident } from '../domain/incident.ts';
import type { PagerDutyClient } from '../pagerduty/client.ts';
import { PagerDutyError } from '../pagerduty/errors.ts';
import type { SpotCheck } from './sync.ts';

/** Compares a stored incident with what PagerDuty says of it now. Throws what is no answer to that. */
export async function spotCheck(
  client: Pick<PagerDutyClient, 'incident'>,
  stored: Incident | undefined,
  signal?: AbortSignal,
): Promise<SpotCheck> {
  if (stored === undefined) return { kind: 'not stored' };
  try {
    const current = await client.incident(stored.id, signal, 'question');
    return { kind: 'compared', stored, current, same: current !== null && isSame(stored, current) };
  } catch (error) {
    if (!(error instanceof PagerDutyError)) throw error;
    return { kind: 'not compared', stored, sentence: error.message };
  }
}

/** What only log entries and alerts tell is not in the answer; how it ended may come from them too. */
function isSame(stored: Incident, current: Incident): boolean {
  const { enrichment, severities } = stored;
  const ending = current.ending === 'unknown' ? stored.ending : current.ending;
  return isDeepStrictEqual(stored, { ...current, ending, enrichment, severities });
}

import type { Details } from '../domain/audit-record.ts';
import type { Digest } from '../domain/digest.ts';

/** What the audit log holds of a digest. People are not named in it. */
export function digestFacts(digest: Digest): Details {
  const { place, collectionId, schedule, by, quiet, openDays, target, paused } = digest;
  const { every, weekday, hour, zone } = schedule;
  return {
    to: place.kind === 'channel' ? place.channelId : 'a person',
    collection: collectionId,
    every,
    weekday,
    hour,
    zone,
    by,
    quiet,
    openDays,
    target,
    paused: paused?.kind ?? null,
  };
}

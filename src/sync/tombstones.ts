import type { Directory } from '../domain/directory.ts';
import type { Instant } from '../domain/instant.ts';

interface Named {
  readonly id: string;
  readonly deletedAt: Instant | null;
}

/**
 * The directory as just read, with what is gone kept under its last name and the moment it was first missed.
 *
 * Lists that the account lacks (`missing`) say nothing about deletion: what was known of them stays.
 */
export function withTombstones(known: Directory, read: Directory, now: Instant): Directory {
  return {
    ...read,
    services: merged(known.services, read.services, now),
    users: merged(known.users, read.users, now),
    teams: read.missing.includes('teams') ? known.teams : merged(known.teams, read.teams, now),
    priorities: read.missing.includes('priorities')
      ? known.priorities
      : merged(known.priorities, read.priorities, now),
  };
}

function merged<Thing extends Named>(
  known: readonly Thing[],
  read: readonly Thing[],
  now: Instant,
): readonly Thing[] {
  const present = new Set(read.map(({ id }) => id));
  const gone = known.filter(({ id }) => !present.has(id));
  return [...read, ...gone.map((thing) => ({ ...thing, deletedAt: thing.deletedAt ?? now }))];
}

import type { Collection } from '../domain/collection.ts';
import { fold } from '../domain/fold.ts';
import type { Account } from '../report/account.ts';
import type { Proposal } from './collections.ts';

/**
 * Teams of PagerDuty's that no collection is about yet, by name. Private ones are not proposed: only their members see
 * their incidents there.
 */
export function proposalsOf(
  accounts: readonly Account[],
  collections: readonly Collection[],
): readonly Proposal[] {
  const covered = new Set(
    collections.flatMap(({ filter }) =>
      filter.flatMap(({ field, operator, values }) =>
        field === 'team' && operator === 'equals' ? values : [],
      ),
    ),
  );
  const taken = new Set(collections.map(({ name }) => fold(name)));
  const proposals: Proposal[] = [];
  for (const { integration, directory } of accounts) {
    for (const team of directory.teams) {
      if (team.deletedAt !== null || team.private || team.name === '' || covered.has(team.id)) continue;
      const name = [team.name, `${team.name} (${integration.name})`]
        .map((candidate) => candidate.slice(0, 100))
        .find((candidate) => !taken.has(fold(candidate)));
      if (name === undefined) continue;
      taken.add(fold(name));
      proposals.push({ integrationId: integration.id, integration: integration.name, teamId: team.id, name });
    }
  }
  return proposals.toSorted((one, other) => one.name.localeCompare(other.name));
}

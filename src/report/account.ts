import type { Directory } from '../domain/directory.ts';
import type { CurrentNames } from '../domain/filter.ts';
import type { Integration } from '../domain/integration.ts';

/** An integration with the named things of its PagerDuty account. */
export interface Account {
  readonly integration: Integration;
  readonly directory: Directory;
}

/** The names that integrations, services, teams, users and priorities have now, by id. */
export function currentNames(accounts: readonly Account[]): CurrentNames {
  const names = new Map<string, string>();
  for (const { integration, directory } of accounts) {
    const { services, teams, users, priorities } = directory;
    for (const { id, name } of [integration, ...services, ...teams, ...users, ...priorities])
      names.set(id, name);
  }
  return names;
}

/** The IANA zones of users by id, as far as PagerDuty knows them. */
export function userZones(accounts: readonly Account[]): ReadonlyMap<string, string> {
  return new Map(
    accounts.flatMap(({ directory }) =>
      directory.users.flatMap(({ id, zone }) => (zone === null ? [] : [[id, zone] as const])),
    ),
  );
}

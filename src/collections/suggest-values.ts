import { fold } from '../domain/fold.ts';
import type { Account } from '../report/account.ts';
import type { CollectionField, Suggestion } from './collections.ts';

/** Slack takes so many options. */
const MOST = 100;

const URGENCIES = ['high', 'low'];
const SEVERITIES = ['critical', 'error', 'warning', 'info', 'unknown'];

/**
 * Values for a filter by what somebody has typed: names that begin with it, then those in which a word does, then those
 * that contain it. Deleted things come last, since incidents may still carry them, and say so.
 */
export function suggestValues(
  field: CollectionField,
  text: string,
  accounts: readonly Account[],
): readonly Suggestion[] {
  const wanted = fold(text);
  const ranked: { readonly suggestion: Suggestion; readonly rank: number }[] = [];
  for (const { suggestion, gone } of candidates(field, accounts)) {
    const rank = rankOf(fold(suggestion.label), wanted);
    if (rank !== null) ranked.push({ suggestion, rank: gone ? rank + 10 : rank });
  }
  const inOrder = field === 'urgency' || field === 'severity' || field === 'priority';
  return ranked
    .toSorted(
      (one, other) =>
        one.rank - other.rank || (inOrder ? 0 : compare(one.suggestion.label, other.suggestion.label)),
    )
    .slice(0, MOST)
    .map(({ suggestion }) => suggestion);
}

interface Candidate {
  readonly suggestion: Suggestion;
  readonly gone: boolean;
}

function candidates(field: CollectionField, accounts: readonly Account[]): Candidate[] {
  switch (field) {
    case 'urgency':
      return URGENCIES.map((value) => ({ suggestion: { value, label: value }, gone: false }));
    case 'severity':
      return SEVERITIES.map((value) => ({ suggestion: { value, label: value }, gone: false }));
    case 'priority':
      return priorities(accounts);
    case 'service':
      return named(accounts, ({ directory }) => directory.services);
    case 'team':
      return named(accounts, ({ directory }) => directory.teams);
    case 'user':
      return named(accounts, ({ directory }) => directory.users);
  }
}

/** `P1` means the same in every account: one value for all of them, the highest first. */
function priorities(accounts: readonly Account[]): Candidate[] {
  const byName = new Map<string, { readonly name: string; readonly rank: number }>();
  for (const { directory } of accounts) {
    for (const { name, rank, deletedAt } of directory.priorities) {
      const known = byName.get(fold(name));
      if (deletedAt === null && (known === undefined || rank < known.rank))
        byName.set(fold(name), { name, rank });
    }
  }
  return [...byName.values()]
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ name }) => ({ suggestion: { value: name, label: name }, gone: false }));
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly deletedAt: number | null;
}

/** Ids as values; of several accounts the label says which. */
function named(accounts: readonly Account[], thingsOf: (account: Account) => readonly Named[]): Candidate[] {
  const several = accounts.length > 1;
  return accounts.flatMap((account) =>
    thingsOf(account).map(({ id, name, deletedAt }) => {
      const where = several ? ` (${account.integration.name})` : '';
      const gone = deletedAt !== null;
      return {
        suggestion: { value: id, label: `${name || id}${where}${gone ? ' (deleted)' : ''}` },
        gone,
      };
    }),
  );
}

function rankOf(label: string, wanted: string): number | null {
  if (wanted === '' || label.startsWith(wanted)) return 0;
  const at = label.indexOf(wanted);
  if (at < 0) return null;
  return /[\p{L}\p{N}]/u.test(label.charAt(at - 1)) ? 2 : 1;
}

/** Several times faster than `localeCompare`, which matters with thousands of services. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

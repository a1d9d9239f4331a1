import type { Condition, Filter } from '../domain/filter.ts';
import { fold } from '../domain/fold.ts';
import type { Reference } from '../domain/incident.ts';
import type { Instant } from '../domain/instant.ts';
import { nearestNames } from '../domain/nearest-names.ts';
import type { Account } from './account.ts';
import type { OpenName, Unanswered } from './reports.ts';

export type NameProblem = Extract<Unanswered, { kind: 'ambiguous' | 'unknown name' }>;

export interface ResolvedNames {
  /** Ids in place of the names that stand for one thing each. */
  readonly filter: Filter;
  /** Names that must be settled first, in the order of the question. */
  readonly problems: readonly NameProblem[];
}

/** A thing that a name can stand for. */
interface Named extends Reference {
  readonly integration: string;
  readonly email?: string;
  readonly deletedAt: Instant | null;
}

type NamedField = Exclude<OpenName['field'], 'collection'>;

/**
 * Settles the names in the conditions of a question: `equals` and `does not equal` on services, priorities, teams, users
 * and integrations.
 *
 * A text stands for the thing with this id, else for the one with this name (a user also: this e-mail address), without
 * regard to case. A name that several things have is never guessed; priorities of several accounts are the exception,
 * since `P1` means the same in each.
 */
export function resolveNames(filter: Filter, accounts: readonly Account[]): ResolvedNames {
  const problems: NameProblem[] = [];
  const resolved = filter.map((condition): Condition => {
    const { field, operator } = condition;
    if (!isNamed(field) || (operator !== 'equals' && operator !== 'does not equal')) return condition;
    const things = accounts.flatMap((account) => thingsOf(field, account));
    const values = condition.values.map((text) => {
      const outcome = resolveName({ field, text }, things);
      if (typeof outcome === 'string') return outcome;
      problems.push(outcome);
      return text;
    });
    return { ...condition, values };
  });
  return { filter: resolved, problems };
}

/** The id or name that a text stands for, or why it stands for none. */
function resolveName(name: OpenName, things: readonly Named[]): string | NameProblem {
  const wanted = fold(name.text);
  const byId = things.find(({ id }) => fold(id) === wanted);
  if (byId !== undefined) return byId.id;

  const meant = things.filter(
    (thing) => fold(thing.name) === wanted || (thing.email && fold(thing.email) === wanted),
  );
  const [first] = meant;
  if (first === undefined) {
    const live = things.filter(({ deletedAt }) => deletedAt === null).map((thing) => thing.name);
    return { kind: 'unknown name', name, nearest: nearestNames(name.text, live), ...instead(name, live) };
  }
  if (meant.every(({ id }) => id === first.id)) return first.id;
  if (name.field === 'priority') return first.name;
  return {
    kind: 'ambiguous',
    name,
    candidates: meant.map(({ id, name, integration, deletedAt }) => ({
      id,
      name: deletedAt === null ? name : `${name} (deleted)`,
      integration,
    })),
  };
}

/** What else may be meant: several names, or any other where none is near. People are not listed. */
function instead(
  { field, text }: OpenName,
  live: readonly string[],
): Pick<Extract<Unanswered, { kind: 'unknown name' }>, 'apart' | 'others'> {
  if (field === 'user') return {};
  const words = text
    .split(' ')
    .filter((word) => !BETWEEN.has(fold(word)))
    .map((word) => live.find((name) => fold(name) === fold(word)));
  const apart = words.flatMap((name) => (name === undefined ? [] : [name]));
  return {
    ...(words.length > 1 && apart.length === words.length ? { apart: [...new Set(apart)] } : {}),
    others: firstNames(live),
  };
}

/** What people write between two names. */
const BETWEEN: ReadonlySet<string> = new Set(['and', 'or', 'vs', 'vs.', 'versus', '&', '+']);

/** Up to five names, by alphabet. */
export function firstNames(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort((one, other) => (one < other ? -1 : 1)).slice(0, 5);
}

function isNamed(field: Condition['field']): field is NamedField {
  return ['service', 'priority', 'team', 'user', 'integration'].includes(field);
}

function thingsOf(field: NamedField, { integration, directory }: Account): readonly Named[] {
  const list = {
    service: directory.services,
    priority: directory.priorities,
    team: directory.teams,
    user: directory.users,
    integration: [{ ...integration, deletedAt: null }],
  }[field];
  return list.map((thing) => ({ ...thing, integration: integration.name }));
}

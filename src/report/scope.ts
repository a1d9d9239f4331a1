import { type Collection, CollectionTreeError, intersect, scopeOf } from '../domain/collection.ts';
import type { Condition, CurrentNames, Filter } from '../domain/filter.ts';
import { fold } from '../domain/fold.ts';
import { nearestNames } from '../domain/nearest-names.ts';
import type { Profile, ProfileAssignments } from '../domain/profile.ts';
import type { Question } from '../domain/question.ts';
import type { Account } from './account.ts';
import { profileFor } from './profile-for.ts';
import type { Unanswered } from './reports.ts';
import { firstNames, type NameProblem, resolveNames } from './resolve-names.ts';

/** Whose incidents a question is about. */
export interface Scope {
  /** What people call it: `checkout`, `Payments`, `All services, priority P1`. */
  readonly subject: string;
  readonly accounts: readonly Account[];
  /** The collection and all above it; empty where none was asked about. */
  readonly path: readonly Collection[];
  /** The profile that holds; `null` is the plain one. */
  readonly profile: Profile | null;
  /** The conditions of profile, collection and question, with ids in place of names. */
  readonly filter: Filter;
  /** Users nobody knows: said only where responders are ingested, for else nobody can be known. */
  readonly problem: NameProblem | null;
}

export type ScopeOutcome =
  | { readonly ok: true; readonly scope: Scope }
  | { readonly ok: false; readonly answer: Unanswered };

/** What a workspace has defined. */
export interface Definitions {
  readonly collections: readonly Collection[];
  readonly profiles: readonly Profile[];
  readonly assignments: Pick<ProfileAssignments, 'defaultId' | 'byCollection'>;
}

/**
 * Reads what a question names: its collection, with the profile that holds there, then its integrations, then everything
 * else within those. Five scopes apply together: the profile's integrations, the profile's filter, the collection's
 * filter (with its integrations), the question's own, and the window.
 *
 * @param profile holds instead of the one that is assigned; `undefined` takes that
 */
export function scopeOfQuestion(
  question: Pick<Question, 'collection' | 'filter'>,
  all: readonly Account[],
  { collections, profiles, assignments }: Definitions,
  profile?: Profile | null,
): ScopeOutcome {
  const collection = question.collection === null ? null : findCollection(question.collection, collections);
  if (collection !== null && 'kind' in collection) return { ok: false, answer: collection };

  let allowed: readonly string[] | null = null;
  let inherited: Filter = [];
  let path: readonly Collection[] = [];
  if (collection !== null) {
    try {
      const scope = scopeOf(collection, collections);
      allowed = scope.integrationIds;
      inherited = scope.filter;
      path = scope.path;
    } catch (error) {
      if (!(error instanceof CollectionTreeError)) throw error;
      return { ok: false, answer: { kind: 'invalid', sentence: error.message } };
    }
  }

  const holding = profile === undefined ? profileFor(path, profiles, assignments) : profile;
  allowed = intersect(allowed, holding?.integrationIds ?? null);
  const named = resolveNames(
    question.filter.filter(({ field }) => field === 'integration'),
    all,
  );
  const [unknown] = named.problems;
  if (unknown !== undefined) return { ok: false, answer: unknown };
  for (const { operator, values } of named.filter) {
    if (operator === 'equals') allowed = intersect(allowed, values);
  }
  const accounts = all.filter(({ integration }) => allowed === null || allowed.includes(integration.id));

  const rest = resolveNames(
    question.filter.filter(({ field }) => field !== 'integration'),
    accounts,
  );
  const problem = rest.problems.find(({ name }) => name.field !== 'user');
  if (problem !== undefined) return { ok: false, answer: problem };

  const filter = [...named.filter, ...rest.filter];
  return {
    ok: true,
    scope: {
      subject: subjectOf(filter, collection, accounts, all.length > 1),
      accounts,
      path,
      profile: holding,
      filter: [...(holding?.filter ?? []), ...inherited, ...filter],
      problem: rest.problems[0] ?? null,
    },
  };
}

/** A filter as people read it: names in place of the ids that have one. */
export function readable(filter: Filter, names: CurrentNames): Filter {
  return filter.map((condition) => ({
    ...condition,
    values: condition.values.map((value) => names.get(value) ?? value),
  }));
}

function findCollection(text: string, collections: readonly Collection[]): Collection | Unanswered {
  const wanted = fold(text);
  return (
    collections.find(({ id }) => id === text) ??
    collections.find(({ name }) => fold(name) === wanted) ?? {
      kind: 'unknown name',
      name: { field: 'collection', text },
      nearest: nearestNames(
        text,
        collections.map(({ name }) => name),
      ),
      others: firstNames(collections.map(({ name }) => name)),
    }
  );
}

/**
 * The services that were named, else the collection, else the integrations, else everything; and what the question narrows it to,
 * so that nobody takes the number of some incidents for that of all: `checkout, priority P1 or P2`.
 *
 * @param several whether there are several accounts: then a service says of which it is
 */
function subjectOf(
  filter: Filter,
  collection: Collection | null,
  accounts: readonly Account[],
  several: boolean,
): string {
  const equals = filter.filter(({ operator }) => operator === 'equals');
  const named = ({ values }: Condition) => values.map((value) => nameOf(value, accounts, several) ?? value);
  const all = (field: Condition['field']) =>
    equals.flatMap((condition) => (condition.field === field ? named(condition) : [])).join(', ');
  const narrowed = equals
    .filter(({ field }) => NARROWING.includes(field))
    .map((condition) => `${condition.field} ${named(condition).join(' or ')}`);
  const whose = all('service') || collection?.name || all('integration') || 'All services';
  return [whose, ...narrowed].join(', ');
}

const NARROWING: readonly Condition['field'][] = ['team', 'priority', 'urgency', 'severity', 'user'];

/** Looked up one by one: most questions name one service, and an account has thousands. */
function nameOf(wanted: string, accounts: readonly Account[], several: boolean): string | undefined {
  for (const { integration, directory } of accounts) {
    if (integration.id === wanted) return integration.name;
    const service = directory.services.find(({ id }) => id === wanted);
    if (service) return several ? `${service.name} (${integration.name})` : service.name;
    for (const things of [directory.teams, directory.priorities, directory.users]) {
      const thing = things.find(({ id }) => id === wanted);
      if (thing) return thing.name;
    }
  }
  return undefined;
}

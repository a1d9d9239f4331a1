import type { Filter } from './filter.ts';

/** A named, nested definition of "whose incidents". A child narrows its parent. */
export interface Collection {
  readonly workspaceId: string;
  readonly id: string;
  /** Unique in the workspace without regard to case. */
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parentId: string | null;
  /** Only at a root, which then is the category's: `Teams` of the root “All Teams”. */
  readonly category?: string;
  /** Integrations it looks at; `null` inherits the parent's (at a root: all of the workspace). */
  readonly integrationIds: readonly string[] | null;
  readonly filter: Filter;
}

/** What a collection comes to together with its ancestors. */
export interface CollectionScope {
  /** From the root to the collection itself. */
  readonly path: readonly Collection[];
  /** Those that every collection of the path allows; `null`: all of the workspace. */
  readonly integrationIds: readonly string[] | null;
  /** The conditions of the whole path, the root's first. */
  readonly filter: Filter;
}

/** The tree of collections is broken: following it would widen what a collection shows, so nobody does. */
export class CollectionTreeError extends Error {
  override readonly name = 'CollectionTreeError';
}

/**
 * A collection narrowed by all its ancestors.
 *
 * @throws {CollectionTreeError} where the path has a cycle or a parent that does not exist
 */
export function scopeOf(collection: Collection, all: readonly Collection[]): CollectionScope {
  const byId = new Map(all.map((each) => [each.id, each]));
  const path = [collection];
  for (let parentId = collection.parentId; parentId !== null; ) {
    const parent = byId.get(parentId);
    if (parent === undefined) {
      throw new CollectionTreeError(`The parent of the collection “${path[0]?.name}” no longer exists.`);
    }
    if (path.some(({ id }) => id === parent.id)) {
      throw new CollectionTreeError(`The collection “${parent.name}” is its own ancestor.`);
    }
    path.unshift(parent);
    parentId = parent.parentId;
  }
  return {
    path,
    integrationIds: path.map(({ integrationIds }) => integrationIds).reduce(intersect, null),
    filter: path.flatMap(({ filter }) => filter),
  };
}

/** The integrations in both sets, in the order of the first. `null` is the set of all. */
export function intersect(
  some: readonly string[] | null,
  others: readonly string[] | null,
): readonly string[] | null {
  if (some === null) return others;
  return others === null ? some : some.filter((id) => others.includes(id));
}

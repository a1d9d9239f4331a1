import type { Collection } from '../domain/collection.ts';
import { fold } from '../domain/fold.ts';

/** A collection in the tree, with where it stands. */
export interface TreeNode {
  readonly collection: Collection;
  /** Of its root: `Teams`. */
  readonly category: string;
  /** 0 for a root. */
  readonly depth: number;
  /** Names from the root to itself. */
  readonly path: readonly string[];
}

/** Roots that name no category stand here. */
const OTHER_CATEGORY = 'Other';

/**
 * All collections in the order in which a tree is read: by category, each below its parent, siblings by name.
 *
 * One whose parent is gone, or that is its own ancestor, is shown as a root of its own: it must stay within reach of whoever mends it.
 */
export function collectionTree(all: readonly Collection[]): readonly TreeNode[] {
  const byId = new Map(all.map((each) => [each.id, each]));
  const children = Map.groupBy(all, ({ parentId }) => parentId);
  const seen = new Set<string>();
  const nodes: TreeNode[] = [];

  function visit(collection: Collection, parent: TreeNode | null): void {
    if (seen.has(collection.id)) return;
    seen.add(collection.id);
    const node = {
      collection,
      category: parent?.category ?? collection.category ?? OTHER_CATEGORY,
      depth: parent === null ? 0 : parent.depth + 1,
      path: [...(parent?.path ?? []), collection.name],
    };
    nodes.push(node);
    for (const child of sorted(children.get(collection.id) ?? [])) visit(child, node);
  }

  const roots = all.filter(({ parentId }) => parentId === null || !byId.has(parentId));
  const inOrder = sorted(roots).toSorted((one, other) =>
    (one.category ?? OTHER_CATEGORY).localeCompare(other.category ?? OTHER_CATEGORY),
  );
  for (const root of inOrder) visit(root, null);
  // What is left over hangs in a circle.
  for (const collection of sorted(all)) visit(collection, null);
  return nodes;
}

/** Ids of a collection and of everything below it: where it cannot be moved to. */
export function withDescendants(id: string, all: readonly Collection[]): ReadonlySet<string> {
  const found = new Set([id]);
  let before = 0;
  while (found.size > before) {
    before = found.size;
    for (const { id: each, parentId } of all) if (parentId !== null && found.has(parentId)) found.add(each);
  }
  return found;
}

/** `Teams › All Teams › Payments`. */
export function pathText({ category, path }: TreeNode): string {
  return [category, ...path].join(' › ');
}

/** The root of a category, or `undefined`. */
export function rootOf(category: string, all: readonly Collection[]): Collection | undefined {
  return all.find((each) => each.parentId === null && fold(each.category ?? '') === fold(category));
}

function sorted(collections: readonly Collection[]): readonly Collection[] {
  return collections.toSorted((one, other) => one.name.localeCompare(other.name));
}

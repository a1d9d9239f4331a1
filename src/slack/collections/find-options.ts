import { pathText, type TreeNode } from '../../collections/collection-tree.ts';
import { fold } from '../../domain/fold.ts';
import { menuOption, onOptions } from '../on-options.ts';
import type { Services } from '../services.ts';
import { OPEN_ACTION } from './collection-actions.ts';

/** "Find a collection": those whose name or path holds what was typed, names that begin with it first. */
export function findOptions(services: Pick<Services, 'collections' | 'log' | 'inFlight'>) {
  return onOptions(services, OPEN_ACTION, async ({ caller, payload }) =>
    matchingNodes(await services.collections.tree(caller), payload.value).map(({ collection }) =>
      menuOption(collection.name, collection.id),
    ),
  );
}

/** Collections that somebody may mean, the best first. */
export function matchingNodes(nodes: readonly TreeNode[], text: string): readonly TreeNode[] {
  const wanted = fold(text);
  const rank = (node: TreeNode) => {
    const name = fold(node.collection.name);
    if (name.startsWith(wanted)) return 0;
    if (name.includes(wanted)) return 1;
    return fold(pathText(node)).includes(wanted) ? 2 : 3;
  };
  return nodes
    .map((node) => ({ node, rank: rank(node) }))
    .filter((each) => each.rank < 3)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ node }) => node);
}

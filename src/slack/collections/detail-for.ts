import type { Actor } from '../../access/actor.ts';
import type { TreeNode } from '../../collections/collection-tree.ts';
import type { Message } from '../blocks/message.ts';
import type { Services } from '../services.ts';
import { detailMessage } from './detail-message.ts';

/** Said wherever an id leads to no collection. */
export const GONE = 'This collection is not there any more, or not shown to you.';

/** One collection as somebody sees it; `null` where it is not there for them. */
export async function detailFor(
  { collections, choices, access }: Pick<Services, 'collections' | 'choices' | 'access'>,
  caller: Actor,
  id: string,
  channelId: string | null,
): Promise<Message | null> {
  const [nodes, names, standing, own, ofChannel] = await Promise.all([
    collections.tree(caller),
    collections.names(caller),
    access.standing(caller),
    choices.ofPerson(caller),
    channelId === null ? null : choices.ofChannel(caller, channelId),
  ]);
  const node = nodes.find(({ collection }) => collection.id === id);
  if (node === undefined) return null;
  return detailMessage({
    node,
    path: pathOf(node, nodes),
    names,
    standing,
    isMine: own.default?.id === id,
    isOfChannel: channelId === null ? null : ofChannel?.id === id,
  });
}

function pathOf(node: TreeNode, nodes: readonly TreeNode[]): readonly TreeNode[] {
  const byId = new Map(nodes.map((each) => [each.collection.id, each]));
  const path = [node];
  for (let at = node; path.length < 20; ) {
    const parent = byId.get(at.collection.parentId ?? '');
    if (parent === undefined) break;
    path.unshift(parent);
    at = parent;
  }
  return path;
}

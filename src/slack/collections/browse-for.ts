import type { Actor } from '../../access/actor.ts';
import { allows } from '../../access/permissions.ts';
import type { Message } from '../blocks/message.ts';
import type { Services } from '../services.ts';
import { browseMessage, type Layout } from './browse-message.ts';

/** All collections that somebody sees, with what they may do. */
export async function browseFor(
  { collections, access }: Pick<Services, 'collections' | 'access'>,
  caller: Actor,
  { layout, from }: { readonly layout: Layout; readonly from: number },
): Promise<Message> {
  const standing = await access.standing(caller);
  const [nodes, names, proposals] = await Promise.all([
    collections.tree(caller),
    collections.names(caller),
    allows(standing, 'create collection') ? collections.proposals(caller) : [],
  ]);
  return browseMessage({ nodes, names, proposals, standing, layout, from });
}

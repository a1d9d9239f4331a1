import type { WebClient } from '@slack/web-api';
import type { Actor } from '../../access/actor.ts';
import type { TreeNode } from '../../collections/collection-tree.ts';
import { failureView } from '../blocks/failure-view.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { openModal } from '../open-modal.ts';
import type { Services } from '../services.ts';
import { collectionDeleteView } from './collection-delete-view.ts';
import { draftOf, emptyForm, formOfCollection } from './collection-form.ts';
import { collectionFormView } from './collection-form-view.ts';
import { GONE } from './detail-for.ts';
import { pathLabel } from './path-label.ts';

type Needed = Pick<Services, 'collections' | 'access' | 'log' | 'newErrorId'>;

interface Opening {
  readonly client: WebClient;
  readonly caller: Actor;
  readonly triggerId: string;
}

/** Which collection is meant: by the id that a button carries, or by the name that somebody typed. */
type Which = { readonly id: string } | { readonly name: string };

/** Opens the form of a new collection, below the first root there is. */
export async function openNewCollection(services: Needed, { client, caller, triggerId }: Opening) {
  const { collections, access } = services;
  await openModal(services, { client, triggerId, title: 'New collection' }, async () => {
    await access.demand(caller, 'create collection');
    const root = (await collections.tree(caller)).find(({ depth }) => depth === 0);
    const form = emptyForm(root ? { id: root.collection.id, label: pathLabel(root) } : null);
    return collectionFormView({ form, counts: await collections.matches(caller, draftOf(form)) });
  });
}

/** Opens the form of a stored collection. */
export async function openEditCollection(
  services: Needed,
  { client, caller, triggerId }: Opening,
  which: Which,
): Promise<void> {
  const { collections, access } = services;
  await openModal(services, { client, triggerId, title: 'Edit collection' }, async () => {
    const node = await meant(services, caller, which);
    if (typeof node === 'string') return failureView(node);
    const { id } = node.collection;
    await access.demand(caller, 'edit collection', { kind: 'collection', id });
    const [nodes, names] = await Promise.all([collections.tree(caller), collections.names(caller)]);
    const parent = nodes.find(({ collection }) => collection.id === node.collection.parentId);
    const label = parent === undefined ? node.category : pathLabel(parent);
    const form = formOfCollection(node.collection, label, names);
    return collectionFormView({ form, counts: await collections.matches(caller, draftOf(form)) });
  });
}

/** Opens the question whether a collection is to go. */
export async function openDeleteCollection(
  services: Needed,
  { client, caller, triggerId }: Opening,
  which: Which,
): Promise<void> {
  await openModal(services, { client, triggerId, title: 'Delete collection' }, async () => {
    const node = await meant(services, caller, which);
    if (typeof node === 'string') return failureView(node);
    const effect = await services.collections.deletionOf(caller, node.collection.id);
    return effect === undefined
      ? failureView(GONE)
      : collectionDeleteView(effect.collection, effect.children, effect.digests);
  });
}

/** The collection that is meant, or the sentence that says why there is none. */
async function meant(
  { collections }: Pick<Services, 'collections'>,
  caller: Actor,
  which: Which,
): Promise<TreeNode | string> {
  if ('id' in which) return (await collections.get(caller, which.id)) ?? GONE;
  const found = await collections.find(caller, which.name);
  if (!('nearest' in found)) return found;
  const near = found.nearest.map((name) => `\`${escapeMrkdwn(name).replaceAll('`', '')}\``).join(', ');
  return `No collection is called “${escapeMrkdwn(which.name)}”.${near === '' ? ' See `/sei-pagerduty collections`.' : ` There is: ${near}`}`;
}

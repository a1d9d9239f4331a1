import { collectionTree } from '../collections/collection-tree.ts';
import type { Digest } from '../domain/digest.ts';
import type { CollectionStore } from '../store/store.ts';

/** The name of a digest's collection, with its path; `null` where it is gone, or the digest is about everything. */
export function collectionOfDigest(store: {
  readonly collections: Pick<CollectionStore, 'list'>;
}): (digest: Pick<Digest, 'workspaceId' | 'collectionId'>) => Promise<string | null> {
  return async ({ workspaceId, collectionId }) => {
    if (collectionId === null) return null;
    const nodes = collectionTree(await store.collections.list(workspaceId));
    return nodes.find(({ collection }) => collection.id === collectionId)?.path.join(' › ') ?? null;
  };
}

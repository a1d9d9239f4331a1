import type { CollectionStore } from '../store.ts';
import type { Documents } from './documents.ts';

export function postgresCollections(documents: Documents): CollectionStore {
  return {
    list: (workspaceId) => documents.list('collections', workspaceId),
    save: (collection) =>
      documents.change(collection.workspaceId, (own) =>
        own.put('collections', collection.id, collection, collection.name),
      ),
    update: (workspaceId, id, changing) =>
      documents.update('collections', workspaceId, id, changing, ({ name }) => name),
    delete: (workspaceId, id) => documents.delete('collections', workspaceId, id),
  };
}

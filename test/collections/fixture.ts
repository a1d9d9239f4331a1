import type { Collection } from '../../src/domain/collection.ts';

/** A collection that is called like its id. */
export function collection(id: string, change: Partial<Collection> = {}): Collection {
  return {
    workspaceId: 'T1',
    id,
    name: id,
    description: '',
    tags: [],
    parentId: null,
    integrationIds: null,
    filter: [],
    ...change,
  };
}

import type { Collection } from '../../src/domain/collection.ts';
import { collection as stored } from '../store/records.ts';

/** A collection that is called like its id. */
export function collection(id: string, change: Partial<Collection> = {}): Collection {
  return stored({ id, name: id, filter: [], ...change });
}

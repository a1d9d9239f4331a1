import type { DamageStore } from '../damage-store.ts';
import type { Documents } from './documents.ts';

/** Damage to files: PostgreSQL has none of its own, but a store that was moved may bring some along. */
export function postgresDamage(documents: Documents): DamageStore {
  return {
    list: (workspaceId) => documents.list('damage', workspaceId),
    all: () => documents.all('damage'),
    resolve: (workspaceId, id) => documents.delete('damage', workspaceId, id),
  };
}

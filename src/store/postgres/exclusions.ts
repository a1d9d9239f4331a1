import type { ExclusionStore } from '../exclusion-store.ts';
import type { Documents } from './documents.ts';

export function postgresExclusions(documents: Documents): ExclusionStore {
  return {
    list: (workspaceId) => documents.list('exclusions', workspaceId),
    save: (exclusion) => documents.put('exclusions', exclusion.workspaceId, exclusion.id, exclusion),
  };
}

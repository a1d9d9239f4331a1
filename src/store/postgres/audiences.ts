import { type AudienceStore, audienceKey } from '../audience-store.ts';
import type { Documents } from './documents.ts';

export function postgresAudiences(documents: Documents): AudienceStore {
  return {
    list: (workspaceId) => documents.list('audiences', workspaceId),
    get: (workspaceId, subject) => documents.get('audiences', workspaceId, audienceKey(subject)),
    save: (audience) =>
      documents.put('audiences', audience.workspaceId, audienceKey(audience.subject), audience),
    delete: (workspaceId, subject) => documents.delete('audiences', workspaceId, audienceKey(subject)),
  };
}

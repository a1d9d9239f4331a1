import type { AudienceStore, AudienceSubject } from '../audience-store.ts';
import type { Documents } from './documents.ts';

export function postgresAudiences(documents: Documents): AudienceStore {
  return {
    list: (workspaceId) => documents.list('audiences', workspaceId),
    get: (workspaceId, subject) => documents.get('audiences', workspaceId, keyOf(subject)),
    save: (audience) => documents.put('audiences', audience.workspaceId, keyOf(audience.subject), audience),
    delete: (workspaceId, subject) => documents.delete('audiences', workspaceId, keyOf(subject)),
  };
}

function keyOf({ kind, id }: AudienceSubject): string {
  return `${kind}/${id}`;
}

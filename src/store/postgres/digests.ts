import type { DigestStore } from '../digest-store.ts';
import type { Documents } from './documents.ts';

export function postgresDigests(documents: Documents): DigestStore {
  return {
    list: (workspaceId) => documents.list('digests', workspaceId),
    get: (workspaceId, id) => documents.get('digests', workspaceId, id),
    all: () => documents.all('digests'),
    save: (digest) => documents.put('digests', digest.workspaceId, digest.id, digest),
    update: (workspaceId, id, changing) => documents.update('digests', workspaceId, id, changing),
    delete: (workspaceId, id) =>
      documents.change(workspaceId, async (own, statements) => {
        await own.delete('digests', id);
        await statements.run('delete from slots where workspace_id = $1 and digest_id = $2', [
          workspaceId,
          id,
        ]);
      }),
  };
}

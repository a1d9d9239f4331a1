import type { InstallationStore } from '../installation-store.ts';
import type { Documents } from './documents.ts';

export function postgresInstallations(documents: Documents): InstallationStore {
  return {
    get: (workspaceId) => documents.get('installations', workspaceId, ''),
    all: () => documents.all('installations'),
    save: (installation) => documents.put('installations', installation.workspaceId, '', installation),
    delete: (workspaceId) => documents.delete('installations', workspaceId, ''),
    rotate: (workspaceId, from, tokens) =>
      documents.change(workspaceId, async (own) => {
        const known = await own.get('installations', '');
        if (known?.tokens?.access !== from) return false;
        await own.put('installations', '', { ...known, tokens });
        return true;
      }),
  };
}

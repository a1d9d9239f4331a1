import type { InstallationStore } from '../installation-store.ts';
import type { Database } from './database.ts';

/** Installations, in the small tables. */
export function installationDocuments(database: Database): InstallationStore {
  const { documents } = database;
  return {
    get: async (workspaceId) => documents.get('installations', workspaceId, ''),
    all: async () => documents.all('installations'),
    save: (value) =>
      database.commit(() => ({
        changes: [{ kind: 'put', table: 'installations', workspaceId: value.workspaceId, id: '', value }],
        result: undefined,
      })),
    delete: (workspaceId) =>
      database.commit(() => ({
        changes: [{ kind: 'delete', table: 'installations', workspaceId, id: '' }],
        result: undefined,
      })),
    rotate: (workspaceId, from, tokens) =>
      database.commit(() => {
        const known = documents.get('installations', workspaceId, '');
        if (known?.tokens?.access !== from) return { changes: [], result: false };
        const value = { ...known, tokens };
        return {
          changes: [{ kind: 'put', table: 'installations', workspaceId, id: '', value }],
          result: true,
        };
      }),
  };
}

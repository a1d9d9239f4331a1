import type { SettingsStore } from '../store.ts';
import type { Documents } from './documents.ts';

export function postgresSettings(documents: Documents): SettingsStore {
  return {
    async get(workspaceId) {
      const saved = await documents.get('settings', workspaceId, '');
      return saved ?? { workspaceId, zone: 'UTC', peopleReports: false };
    },
    save: (settings) => documents.put('settings', settings.workspaceId, '', settings),
  };
}

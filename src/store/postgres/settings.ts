import { defaultSettings } from '../../domain/workspace.ts';
import type { SettingsStore } from '../store.ts';
import type { Documents } from './documents.ts';

export function postgresSettings(documents: Documents): SettingsStore {
  return {
    get: async (workspaceId) =>
      (await documents.get('settings', workspaceId, '')) ?? defaultSettings(workspaceId),
    save: (settings) => documents.put('settings', settings.workspaceId, '', settings),
  };
}

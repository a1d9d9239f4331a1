import type { PreferencesStore } from '../preferences.ts';
import type { Documents } from './documents.ts';

export function postgresPreferences(documents: Documents): PreferencesStore {
  return {
    async person(workspaceId, userId) {
      const nothing = { workspaceId, userId, defaultCollectionId: null, homeCollectionIds: null };
      return (await documents.get('people', workspaceId, userId)) ?? nothing;
    },
    savePerson: (person) => documents.put('people', person.workspaceId, person.userId, person),
    async channel(workspaceId, channelId) {
      const nothing = { workspaceId, channelId, defaultCollectionId: null };
      return (await documents.get('channels', workspaceId, channelId)) ?? nothing;
    },
    saveChannel: (channel) => documents.put('channels', channel.workspaceId, channel.channelId, channel),
  };
}

import { nothingChosenBy, nothingChosenFor, type PreferencesStore } from '../preferences.ts';
import type { Documents } from './documents.ts';

export function postgresPreferences(documents: Documents): PreferencesStore {
  return {
    person: async (workspaceId, userId) =>
      (await documents.get('people', workspaceId, userId)) ?? nothingChosenBy(workspaceId, userId),
    savePerson: (person) => documents.put('people', person.workspaceId, person.userId, person),
    channel: async (workspaceId, channelId) =>
      (await documents.get('channels', workspaceId, channelId)) ?? nothingChosenFor(workspaceId, channelId),
    saveChannel: (channel) => documents.put('channels', channel.workspaceId, channel.channelId, channel),
  };
}

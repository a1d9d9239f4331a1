import { nothingChosenBy, nothingChosenFor, type PreferencesStore } from '../preferences.ts';
import type { Database } from './database.ts';

/** Choices of people and channels, as documents. */
export function jsonPreferences(database: Pick<Database, 'documents' | 'commit'>): PreferencesStore {
  const { documents } = database;
  return {
    person: async (workspaceId, userId) =>
      documents.get('people', workspaceId, userId) ?? nothingChosenBy(workspaceId, userId),
    savePerson(value) {
      const { workspaceId, userId: id } = value;
      return database.commit(() => ({
        changes: [{ kind: 'put', table: 'people', workspaceId, id, value }],
        result: undefined,
      }));
    },
    channel: async (workspaceId, channelId) =>
      documents.get('channels', workspaceId, channelId) ?? nothingChosenFor(workspaceId, channelId),
    saveChannel(value) {
      const { workspaceId, channelId: id } = value;
      return database.commit(() => ({
        changes: [{ kind: 'put', table: 'channels', workspaceId, id, value }],
        result: undefined,
      }));
    },
  };
}

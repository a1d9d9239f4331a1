import type { Change } from '../change.ts';
import type { PreferencesStore } from '../preferences.ts';
import type { Database } from './database.ts';

/** Choices of people and channels, as documents. */
export function jsonPreferences(database: Pick<Database, 'documents' | 'commit'>): PreferencesStore {
  const { documents } = database;
  const put = (change: Change) => database.commit(() => ({ changes: [change], result: undefined }));

  return {
    async person(workspaceId, userId) {
      const nothing = { workspaceId, userId, defaultCollectionId: null, homeCollectionIds: null };
      return documents.get('people', workspaceId, userId) ?? nothing;
    },
    async savePerson(value) {
      await put({
        kind: 'put',
        table: 'people',
        workspaceId: value.workspaceId,
        id: value.userId,
        value,
      });
    },
    async channel(workspaceId, channelId) {
      const nothing = { workspaceId, channelId, defaultCollectionId: null };
      return documents.get('channels', workspaceId, channelId) ?? nothing;
    },
    async saveChannel(value) {
      await put({
        kind: 'put',
        table: 'channels',
        workspaceId: value.workspaceId,
        id: value.channelId,
        value,
      });
    },
  };
}

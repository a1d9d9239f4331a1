import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { type StorePlace, storeForEachTest } from './store-place.ts';

/** The promises of the port `PreferencesStore`. Every store passes them all. */
export function describePreferences(name: string, place: () => Promise<StorePlace>): void {
  describe(`choices in the ${name} store`, () => {
    let store: Store;
    const reopen = storeForEachTest(place, (opened) => {
      store = opened;
    });

    test('a person and a channel begin without a choice', async () => {
      expect(await store.preferences.person('T1', 'U1')).toEqual({
        workspaceId: 'T1',
        userId: 'U1',
        defaultCollectionId: null,
        homeCollectionIds: null,
      });
      expect(await store.preferences.channel('T1', 'C1')).toEqual({
        workspaceId: 'T1',
        channelId: 'C1',
        defaultCollectionId: null,
      });
    });

    test('choices outlive the process, and are of one person in one workspace', async () => {
      const chosen = {
        workspaceId: 'T1',
        userId: 'U1',
        defaultCollectionId: 'c1',
        homeCollectionIds: ['c1', 'c2'],
      };
      await store.preferences.savePerson(chosen);
      await store.preferences.saveChannel({ workspaceId: 'T1', channelId: 'U1', defaultCollectionId: 'c3' });
      await reopen();
      expect(await store.preferences.person('T1', 'U1')).toEqual(chosen);
      expect((await store.preferences.channel('T1', 'U1')).defaultCollectionId).toBe('c3');
      expect((await store.preferences.person('T2', 'U1')).defaultCollectionId).toBeNull();
      expect((await store.preferences.person('T1', 'U2')).homeCollectionIds).toBeNull();
    });

    test('a later choice takes the place of an earlier one', async () => {
      const channel = { workspaceId: 'T1', channelId: 'C1', defaultCollectionId: 'c1' };
      await store.preferences.saveChannel(channel);
      await store.preferences.saveChannel({ ...channel, defaultCollectionId: null });
      expect((await store.preferences.channel('T1', 'C1')).defaultCollectionId).toBeNull();
    });
  });
}

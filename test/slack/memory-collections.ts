import type { Access } from '../../src/access/access.ts';
import { createChoices } from '../../src/collections/choices.ts';
import { createCollections } from '../../src/collections/create-collections.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { Collection } from '../../src/domain/collection.ts';
import type { Directory } from '../../src/domain/directory.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { tableOf } from '../../src/domain/incident-table.ts';
import type { Integration } from '../../src/domain/integration.ts';
import { NameTakenError } from '../../src/store/errors.ts';
import type { ChannelPreferences, PersonPreferences } from '../../src/store/preferences.ts';
import type { Store } from '../../src/store/store.ts';

/** What the real services of collections stand on in a test. */
export interface Shelf {
  collections: Collection[];
  incidents: readonly Incident[];
  integrations: readonly Integration[];
  directory: Directory;
}

/** The real services of collections and choices, over lists. */
export function memoryCollections(shelf: Shelf, access: Access, clock: Clock) {
  const people = new Map<string, PersonPreferences>();
  const channels = new Map<string, ChannelPreferences>();
  let made = 0;
  const collections = {
    list: async (workspaceId: string) => shelf.collections.filter((each) => each.workspaceId === workspaceId),
    save: async (collection: Collection) => {
      const others = shelf.collections.filter(({ id }) => id !== collection.id);
      if (others.some(({ name }) => name.toLowerCase() === collection.name.toLowerCase()))
        throw new NameTakenError(collection.name);
      shelf.collections = [...others, collection];
    },
    update: async (_workspaceId: string, id: string, changing: (known: Collection) => Collection) => {
      const known = shelf.collections.find((each) => each.id === id);
      if (known === undefined) return undefined;
      const changed = changing(known);
      await collections.save(changed);
      return changed;
    },
    delete: async (_workspaceId: string, id: string) => {
      shelf.collections = shelf.collections.filter((each) => each.id !== id);
    },
  };
  const store = {
    collections,
    preferences: {
      person: async (workspaceId: string, userId: string) =>
        people.get(userId) ?? { workspaceId, userId, defaultCollectionId: null, homeCollectionIds: null },
      savePerson: async (value: PersonPreferences) => void people.set(value.userId, value),
      channel: async (workspaceId: string, channelId: string) =>
        channels.get(channelId) ?? { workspaceId, channelId, defaultCollectionId: null },
      saveChannel: async (value: ChannelPreferences) => void channels.set(value.channelId, value),
    },
    audiences: { get: async () => undefined, delete: async () => {} },
    profiles: { assign: async () => {} },
    integrations: {
      list: async (workspaceId: string) =>
        shelf.integrations.filter((each) => each.workspaceId === workspaceId),
    },
    incidents: { directory: async () => shelf.directory, window: async () => tableOf(shelf.incidents) },
  };
  // As much of the store's facets as these services call.
  const asStore = store as unknown as Parameters<typeof createCollections>[0]['store'] &
    Parameters<typeof createChoices>[0]['store'] &
    Pick<Store, 'incidents'>;
  return {
    collections: createCollections({
      store: asStore,
      access,
      clock,
      newId: () => `c${++made}`,
      incidentsFor: async () => asStore.incidents,
    }),
    choices: createChoices({ store: asStore, access }),
  };
}

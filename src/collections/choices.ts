import type { Access } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Collection } from '../domain/collection.ts';
import type { Store } from '../store/store.ts';

/** What people chose: the collection that a question without one is about, and what their Home shows. */
export interface Choices {
  /**
   * The collection that `/sei-mttr` without arguments is about: the channel's, else the person's own. `null` where none was
   * chosen, or it is gone or not shown to them.
   */
  defaultFor(actor: Actor, channelId: string | null): Promise<Collection | null>;
  ofPerson(
    actor: Actor,
  ): Promise<{ readonly default: Collection | null; readonly home: readonly string[] | null }>;
  /** The default of a channel alone. */
  ofChannel(actor: Actor, channelId: string): Promise<Collection | null>;
  /** `null` takes the choice back. */
  setDefault(actor: Actor, collectionId: string | null): Promise<Collection | null>;
  setChannelDefault(actor: Actor, channelId: string, collectionId: string | null): Promise<Collection | null>;
  /** The collections of the Home; `null` for what it shows by itself. */
  setHome(actor: Actor, collectionIds: readonly string[] | null): Promise<void>;
}

export interface ChoicesOptions {
  readonly store: Pick<Store, 'preferences' | 'collections'>;
  readonly access: Pick<Access, 'demand' | 'decide'>;
}

/** Choices in a store. Ids of collections that are gone or hidden are as if they had not been chosen. */
export function createChoices({ store, access }: ChoicesOptions): Choices {
  const { preferences, collections } = store;

  async function shown(actor: Actor, id: string | null): Promise<Collection | null> {
    if (id === null) return null;
    const collection = (await collections.list(actor.workspaceId)).find((each) => each.id === id);
    if (collection === undefined) return null;
    const { allowed } = await access.decide(actor, 'see collections', { kind: 'collection', id });
    return allowed ? collection : null;
  }

  return {
    async defaultFor(actor, channelId) {
      const { workspaceId, userId } = actor;
      const [person, channel] = await Promise.all([
        preferences.person(workspaceId, userId),
        channelId === null ? null : preferences.channel(workspaceId, channelId),
      ]);
      return (
        (await shown(actor, channel?.defaultCollectionId ?? null)) ?? shown(actor, person.defaultCollectionId)
      );
    },

    async ofPerson(actor) {
      const person = await preferences.person(actor.workspaceId, actor.userId);
      return { default: await shown(actor, person.defaultCollectionId), home: person.homeCollectionIds };
    },

    async ofChannel(actor, channelId) {
      const { defaultCollectionId } = await preferences.channel(actor.workspaceId, channelId);
      return shown(actor, defaultCollectionId);
    },

    async setDefault(actor, collectionId) {
      await access.demand(actor, 'choose default collection');
      const collection = await shown(actor, collectionId);
      const known = await preferences.person(actor.workspaceId, actor.userId);
      await preferences.savePerson({ ...known, defaultCollectionId: collection?.id ?? null });
      return collection;
    },

    async setChannelDefault(actor, channelId, collectionId) {
      await access.demand(actor, 'choose channel collection');
      const collection = await shown(actor, collectionId);
      const { workspaceId } = actor;
      await preferences.saveChannel({ workspaceId, channelId, defaultCollectionId: collection?.id ?? null });
      return collection;
    },

    async setHome(actor, collectionIds) {
      await access.demand(actor, 'choose default collection');
      const known = await preferences.person(actor.workspaceId, actor.userId);
      await preferences.savePerson({ ...known, homeCollectionIds: collectionIds });
    },
  };
}

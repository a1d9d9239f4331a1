import type { Target } from '../access/access.ts';
import type { Collection } from '../domain/collection.ts';
import type { Audience } from '../store/audience-store.ts';
import type { Store } from '../store/store.ts';
import type { Channels } from './channels.ts';
import type { Sight, Viewers } from './sight.ts';

export interface SightOptions {
  readonly store: Pick<Store, 'audiences' | 'integrations' | 'collections'>;
  readonly channels: Channels;
}

/** Audiences from the store; who is in their channels, by the workspace's own word. */
export function createSight({ store, channels }: SightOptions): Sight {
  /** Tells of any target whether these viewers are all in its own audience. */
  async function lookingAs({ workspaceId, person, channelId }: Viewers) {
    const audiences = await store.audiences.list(workspaceId);
    const bySubject = new Map(audiences.map((audience) => [keyOf(audience.subject), audience]));
    const members = new Map<string, Promise<ReadonlySet<string>>>();
    const membersOf = (id: string) => {
      const known = members.get(id) ?? channels.members(workspaceId, id);
      members.set(id, known);
      return known;
    };

    async function seesPerson(only: NonNullable<Audience['only']>): Promise<boolean> {
      // Admins choose the audiences, so no audience keeps them out.
      if (person === null || person.standing === 'admin') return true;
      if (only.userIds.includes(person.userId)) return true;
      const all = await Promise.all(only.channelIds.map(membersOf));
      return all.some((channel) => channel.has(person.userId));
    }

    return {
      audienceOf: (target: Target) => bySubject.get(keyOf(target)),
      async sees(target: Target): Promise<boolean> {
        const only = bySubject.get(keyOf(target))?.only ?? null;
        if (only === null) return true;
        // Of a channel only its own members are known to be all in the audience.
        if (channelId !== null && !only.channelIds.includes(channelId)) return false;
        return seesPerson(only);
      },
    };
  }

  return {
    async view(viewers) {
      const { workspaceId, person, channelId } = viewers;
      const [{ sees, audienceOf }, integrations, collections] = await Promise.all([
        lookingAs(viewers),
        store.integrations.list(workspaceId),
        store.collections.list(workspaceId),
      ]);
      const shown = async (targets: readonly Target[]) => {
        const answers = await Promise.all(targets.map(sees));
        return targets.flatMap(({ id }, index) => (answers[index] ? [id] : []));
      };
      const integrationIds = await shown(integrations.map(({ id }) => ({ kind: 'integration', id })));
      const own = new Set(await shown(collections.map(({ id }) => ({ kind: 'collection', id }))));
      const collectionIds = collections
        .filter((collection) => pathOf(collection, collections).every((id) => own.has(id)))
        .map(({ id }) => id);
      const withoutPrivateTeams = integrationIds.filter(
        (id) => audienceOf({ kind: 'integration', id })?.privateTeams !== 'included',
      );
      const parts = [integrationIds, collectionIds, withoutPrivateTeams].map((ids) => ids.toSorted());
      return {
        workspaceId,
        integrationIds: new Set(integrationIds),
        collectionIds: new Set(collectionIds),
        withoutPrivateTeams: new Set(withoutPrivateTeams),
        isAdmin: channelId === null && person?.standing === 'admin',
        key: JSON.stringify([workspaceId, ...parts]),
      };
    },

    async isShown({ workspaceId, userId }, target) {
      const { sees } = await lookingAs({
        workspaceId,
        person: { userId, standing: 'viewer' },
        channelId: null,
      });
      if (target.kind === 'integration') return sees(target);
      const collections = await store.collections.list(workspaceId);
      const collection = collections.find(({ id }) => id === target.id);
      const path = collection === undefined ? [target.id] : pathOf(collection, collections);
      const answers = await Promise.all(path.map((id) => sees({ kind: 'collection', id })));
      return answers.every((answer) => answer);
    },
  };
}

function keyOf({ kind, id }: Target): string {
  return `${kind}/${id}`;
}

/** Ids of a collection and of all above it; a broken tree ends where it is broken. */
function pathOf(collection: Collection, all: readonly Collection[]): readonly string[] {
  const path = [collection.id];
  let { parentId } = collection;
  while (parentId !== null && !path.includes(parentId)) {
    path.push(parentId);
    parentId = all.find(({ id }) => id === parentId)?.parentId ?? null;
  }
  return path;
}

import type { Access } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Action } from '../access/permissions.ts';
import type { Integration } from '../domain/integration.ts';
import type { Store } from '../store/store.ts';
import { deleteIntegration } from './delete-integration.ts';
import { editIntegration } from './edit-integration.ts';
import { type ReauthenticateOptions, reauthenticate } from './reauthenticate.ts';
import type { Upkeep } from './upkeep.ts';

export interface UpkeepOptions extends Omit<ReauthenticateOptions, 'integrations'> {
  readonly store: Pick<
    Store,
    'integrations' | 'collections' | 'profiles' | 'incidents' | 'satellites' | 'audiences' | 'workspaces'
  >;
  readonly access: Pick<Access, 'demand'>;
}

/** Looks after integrations in a store. */
export function createUpkeep(options: UpkeepOptions): Upkeep {
  const { store, sync, access } = options;
  const { integrations } = store;
  const deleting = new Set<string>();
  const keyOf = (workspaceId: string, id: string) => JSON.stringify([workspaceId, id]);

  /** The integration, for somebody who may do this with it. */
  async function permitted(actor: Actor, action: Action, id: string): Promise<Integration | undefined> {
    await access.demand(actor, action, { kind: 'integration', id });
    return integrations.get(actor.workspaceId, id);
  }

  /** As it is when it is written: it may have been edited, or lost its key, meanwhile. */
  async function setPaused(
    actor: Actor,
    action: 'pause integration' | 'resume integration',
    id: string,
  ): Promise<Integration | undefined> {
    await access.demand(actor, action, { kind: 'integration', id });
    const paused = action === 'pause integration';
    return integrations.update(actor.workspaceId, id, (known) => ({ ...known, paused }));
  }

  return {
    async edit(actor, id, form) {
      const integration = await permitted(actor, 'edit integration', id);
      return integration === undefined ? { kind: 'gone' } : editIntegration(integrations, integration, form);
    },

    async reauthenticate(actor, id, key) {
      const integration = await permitted(actor, 'reauthenticate integration', id);
      // A satellite's key stays in the customer's network.
      if (integration?.mode !== 'cloud') return { kind: 'gone' };
      return reauthenticate({ ...options, integrations }, actor, integration, key);
    },

    async pause(actor, id) {
      const paused = await setPaused(actor, 'pause integration', id);
      if (paused !== undefined) await sync.halt(actor.workspaceId, id);
      return paused;
    },

    async resume(actor, id) {
      const resumed = await setPaused(actor, 'resume integration', id);
      if (resumed?.mode === 'cloud') await sync.syncNow(actor.workspaceId, id);
      return resumed;
    },

    async affectedBy(actor, id) {
      const { workspaceId } = actor;
      if ((await permitted(actor, 'delete integration', id)) === undefined) return undefined;
      const [collections, profiles, incidents] = await Promise.all([
        store.collections.list(workspaceId),
        store.profiles.list(workspaceId),
        store.incidents.count(workspaceId, id),
      ]);
      return {
        incidents,
        collections: namesOfThoseThatNameIt(collections, id),
        profiles: namesOfThoseThatNameIt(profiles, id),
      };
    },

    async delete(actor, id) {
      const integration = await permitted(actor, 'delete integration', id);
      if (integration === undefined) return undefined;
      const key = keyOf(actor.workspaceId, id);
      deleting.add(key);
      try {
        await deleteIntegration({ store, sync }, integration);
      } finally {
        deleting.delete(key);
      }
      return integration;
    },

    isDeleting: (workspaceId, id) => deleting.has(keyOf(workspaceId, id)),

    async spotCheck(actor, id, number) {
      if ((await permitted(actor, 'spot check', id)) === undefined) return undefined;
      return store.incidents.findByNumber(actor.workspaceId, id, number);
    },
  };
}

function namesOfThoseThatNameIt(
  those: readonly { readonly name: string; readonly integrationIds: readonly string[] | null }[],
  integrationId: string,
): string[] {
  return those
    .filter(({ integrationIds }) => integrationIds?.includes(integrationId))
    .map(({ name }) => name)
    .toSorted();
}

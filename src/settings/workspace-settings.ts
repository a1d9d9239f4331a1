import type { Access } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { WorkspaceSettings } from '../domain/workspace.ts';
import { zoneNamed } from '../domain/zone.ts';
import type { Store } from '../store/store.ts';

export type SettingsChange = Pick<WorkspaceSettings, 'zone' | 'peopleReports'>;

export type SettingsOutcome =
  | { readonly kind: 'saved'; readonly settings: WorkspaceSettings }
  | { readonly kind: 'refused'; readonly problems: { readonly zone: string } };

/** The settings of a workspace, for those who may change them. */
export interface Settings {
  get(actor: Actor): Promise<WorkspaceSettings>;
  change(actor: Actor, change: SettingsChange): Promise<SettingsOutcome>;
}

/** Settings in a store. */
export function createSettings({
  store,
  access,
}: {
  readonly store: Pick<Store, 'settings'>;
  readonly access: Pick<Access, 'demand'>;
}): Settings {
  return {
    async get(actor) {
      await access.demand(actor, 'ask');
      return store.settings.get(actor.workspaceId);
    },
    async change(actor, { zone: typed, peopleReports }) {
      await access.demand(actor, 'change settings');
      const zone = zoneNamed(typed.trim());
      if (zone === null) {
        return {
          kind: 'refused',
          problems: { zone: 'There is no such time zone. Write it as Europe/Berlin or America/New_York.' },
        };
      }
      const settings = { workspaceId: actor.workspaceId, zone, peopleReports };
      await store.settings.save(settings);
      return { kind: 'saved', settings };
    },
  };
}

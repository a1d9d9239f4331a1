import type { Access } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Audit } from '../audit/audit.ts';
import { withoutKey } from '../integrations/erased-key.ts';
import type { Store } from '../store/store.ts';
import type { Sync } from '../sync/sync.ts';

/** A workspace's data as a whole, on request. */
export interface WorkspaceData {
  /** Everything but secrets, as JSON lines: `{"kind":"incident","value":{…}}`. */
  export(
    actor: Actor,
  ): Promise<{ readonly name: string; readonly content: string; readonly records: number }>;
  /** Deletes all of it; the app stays installed. Resolves when nothing is left. */
  delete(actor: Actor): Promise<void>;
}

export interface WorkspaceDataOptions {
  readonly store: Pick<Store, 'workspaces' | 'integrations'>;
  readonly sync: Pick<Sync, 'halt'>;
  readonly access: Pick<Access, 'demand'>;
  readonly audit: Pick<Audit, 'record'>;
}

export function createWorkspaceData({ store, sync, access, audit }: WorkspaceDataOptions): WorkspaceData {
  function record(by: { workspaceId: string; userId?: string }, what: string): Promise<void> {
    const object = { kind: 'workspace', id: by.workspaceId, name: '' } as const;
    return audit.record(by, { what, object, before: null, after: null });
  }

  return {
    async export(actor) {
      await access.demand(actor, 'export workspace data');
      await record(actor, 'workspace data exported');
      const lines: string[] = [];
      for await (const each of store.workspaces.export(actor.workspaceId)) lines.push(JSON.stringify(each));
      return { name: 'sei-pagerduty-data.jsonl', content: `${lines.join('\n')}\n`, records: lines.length };
    },

    async delete(actor) {
      await access.demand(actor, 'delete workspace data');
      const { workspaceId } = actor;
      // While people still stand behind the pseudonyms.
      await record(actor, 'workspace data deletion begun');
      for (const integration of await store.integrations.list(workspaceId)) {
        if (integration.mode === 'cloud') await store.integrations.save(withoutKey(integration));
        await sync.halt(workspaceId, integration.id);
      }
      await store.workspaces.forget(workspaceId);
      await record({ workspaceId }, 'workspace data deleted');
    },
  };
}

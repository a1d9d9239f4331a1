import type { Access } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Audit } from '../audit/audit.ts';
import type { Store } from '../store/store.ts';
import type { Installations } from './installations.ts';

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
  readonly store: Pick<Store, 'workspaces'>;
  readonly installations: Pick<Installations, 'erase'>;
  readonly access: Pick<Access, 'demand'>;
  readonly audit: Pick<Audit, 'record'>;
}

export function createWorkspaceData(options: WorkspaceDataOptions): WorkspaceData {
  const { store, installations, access, audit } = options;

  function record(actor: Actor, what: string): Promise<void> {
    const object = { kind: 'workspace', id: actor.workspaceId, name: '' } as const;
    return audit.record(actor, { what, object, before: null, after: null });
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
      // While people still stand behind the pseudonyms.
      await record(actor, 'workspace data deletion begun');
      await installations.erase(actor.workspaceId);
    },
  };
}

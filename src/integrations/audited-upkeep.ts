import type { Actor } from '../access/actor.ts';
import type { Audit } from '../audit/audit.ts';
import type { Details } from '../domain/audit-record.ts';
import type { Integration } from '../domain/integration.ts';
import type { IntegrationStore } from '../store/store.ts';
import { integrationFacts } from './integration-facts.ts';
import type { Upkeep } from './upkeep.ts';

/** Upkeep whose changes stand in the audit log. */
export function auditedUpkeep(
  upkeep: Upkeep,
  {
    audit,
    integrations,
  }: { readonly audit: Pick<Audit, 'record'>; readonly integrations: Pick<IntegrationStore, 'get'> },
): Upkeep {
  async function factsOf({ workspaceId }: Actor, id: string): Promise<Details | null> {
    const integration = await integrations.get(workspaceId, id);
    return integration === undefined ? null : integrationFacts(integration);
  }

  async function recorded(
    actor: Actor,
    what: string,
    { id, name }: Pick<Integration, 'id' | 'name'>,
    before: Details | null,
  ): Promise<void> {
    const object = { kind: 'integration', id, name } as const;
    await audit.record(actor, { what, object, before, after: await factsOf(actor, id) });
  }

  /** Of what returns the integration it changed. */
  async function changing(
    actor: Actor,
    what: string,
    id: string,
    change: () => Promise<Integration | undefined>,
  ): Promise<Integration | undefined> {
    const before = await factsOf(actor, id);
    const changed = await change();
    if (changed !== undefined) await recorded(actor, what, changed, before);
    return changed;
  }

  return {
    ...upkeep,
    async edit(actor, id, form) {
      const before = await factsOf(actor, id);
      const outcome = await upkeep.edit(actor, id, form);
      if (outcome.kind === 'saved') await recorded(actor, 'integration edited', outcome.integration, before);
      return outcome;
    },
    async reauthenticate(actor, id, key) {
      const before = await factsOf(actor, id);
      const outcome = await upkeep.reauthenticate(actor, id, key);
      if (outcome.kind === 'connected')
        await recorded(actor, 'integration key changed', outcome.integration, before);
      return outcome;
    },
    pause: (actor, id) => changing(actor, 'integration paused', id, () => upkeep.pause(actor, id)),
    resume: (actor, id) => changing(actor, 'integration resumed', id, () => upkeep.resume(actor, id)),
    delete: (actor, id) => changing(actor, 'integration deleted', id, () => upkeep.delete(actor, id)),
  };
}

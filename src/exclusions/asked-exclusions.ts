import type { Access } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Audit } from '../audit/audit.ts';
import type { Exclusion } from '../domain/exclusion.ts';
import type { IncidentStore } from '../store/store.ts';
import type { ExclusionOutcome, Exclusions } from './exclusions.ts';

type Named = Parameters<Exclusions['include']>[1];

/** Exclusions as people ask for them: only of incidents that they are shown, and each stands in the audit log. */
export interface AskedExclusions {
  /** Those in force that the actor is shown, the latest first. */
  list(actor: Actor): Promise<readonly Exclusion[]>;
  /** @param reason 1 to 300 characters */
  exclude(actor: Actor, incident: Named, reason: string): Promise<ExclusionOutcome>;
  include(actor: Actor, incident: Named): Promise<ExclusionOutcome>;
}

export interface AskedExclusionsOptions {
  readonly exclusions: Exclusions;
  /** The incidents that somebody sees: the others are as if they were not stored. */
  readonly incidentsFor: (actor: Actor) => Promise<Pick<IncidentStore, 'get'>>;
  readonly access: Pick<Access, 'demand' | 'decide'>;
  readonly audit: Pick<Audit, 'record'>;
}

export function createAskedExclusions({
  exclusions,
  incidentsFor,
  access,
  audit,
}: AskedExclusionsOptions): AskedExclusions {
  async function recorded(actor: Actor, what: string, outcome: ExclusionOutcome): Promise<ExclusionOutcome> {
    if (outcome.kind === 'done') {
      const { incidentId, number, reason } = outcome.exclusion;
      const object = { kind: 'incident', id: incidentId, name: `#${number}` } as const;
      await audit.record(actor, { what, object, before: null, after: { reason } });
    }
    return outcome;
  }
  async function isSeen(actor: Actor, { integrationId, incidentId }: Named): Promise<boolean> {
    const incidents = await incidentsFor(actor);
    return (await incidents.get(actor.workspaceId, integrationId, [incidentId])).length > 0;
  }
  const targetOf = ({ integrationId }: Named) => ({ kind: 'integration', id: integrationId }) as const;

  return {
    async list(actor) {
      await access.demand(actor, 'see incidents');
      const all = await exclusions.list(actor.workspaceId);
      const decisions = await Promise.all(
        all.map((each) => access.decide(actor, 'see incidents', targetOf(each))),
      );
      const allowed = all.filter((_, index) => decisions[index]?.allowed);
      const incidents = await incidentsFor(actor);
      const seen = new Map<string, ReadonlySet<string>>();
      for (const [integrationId, its] of Map.groupBy(allowed, (each) => each.integrationId)) {
        const ids = its.map(({ incidentId }) => incidentId);
        const found = await incidents.get(actor.workspaceId, integrationId, ids);
        seen.set(integrationId, new Set(found.map(({ id }) => id)));
      }
      return allowed.filter(({ integrationId, incidentId }) => seen.get(integrationId)?.has(incidentId));
    },
    async exclude(actor, incident, reason) {
      await access.demand(actor, 'exclude incidents', targetOf(incident));
      if (!(await isSeen(actor, incident))) return NOT_STORED;
      const { workspaceId, userId } = actor;
      return recorded(
        actor,
        'incident excluded',
        await exclusions.exclude(workspaceId, incident, reason, userId),
      );
    },
    async include(actor, incident) {
      await access.demand(actor, 'exclude incidents', targetOf(incident));
      if (!(await isSeen(actor, incident))) return NOT_STORED;
      const { workspaceId, userId } = actor;
      return recorded(
        actor,
        'incident included again',
        await exclusions.include(workspaceId, incident, userId),
      );
    },
  };
}

const NOT_STORED: ExclusionOutcome = { kind: 'refused', sentence: 'This incident is no longer stored.' };

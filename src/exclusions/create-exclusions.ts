import type { Access } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../domain/clock.ts';
import type { Exclusion } from '../domain/exclusion.ts';
import type { Incident } from '../domain/incident.ts';
import type { ExclusionStore } from '../store/exclusion-store.ts';
import type { IncidentStore } from '../store/store.ts';
import type { ExclusionOutcome, Exclusions, NamedIncident } from './exclusions.ts';

export interface ExclusionsOptions {
  readonly store: { readonly exclusions: ExclusionStore };
  /** The incidents that somebody sees: the others are as if they were not stored. */
  readonly incidentsFor: (actor: Actor) => Promise<Pick<IncidentStore, 'get'>>;
  readonly access: Pick<Access, 'demand' | 'decide'>;
  readonly audit: Pick<Audit, 'record'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

const LONGEST_REASON = 300;

/** Excludes incidents by hand. Nothing is forgotten: an exclusion that was taken back stays on record. */
export function createExclusions({
  store,
  incidentsFor,
  access,
  audit,
  clock,
  newId,
}: ExclusionsOptions): Exclusions {
  /** The incident, for somebody who may exclude it; `undefined` where they see none. */
  async function permitted(
    actor: Actor,
    { integrationId, incidentId }: NamedIncident,
  ): Promise<Incident | undefined> {
    await access.demand(actor, 'exclude incidents', { kind: 'integration', id: integrationId });
    const incidents = await incidentsFor(actor);
    return (await incidents.get(actor.workspaceId, integrationId, [incidentId]))[0];
  }

  async function inForce(workspaceId: string): Promise<readonly Exclusion[]> {
    const all = await store.exclusions.list(workspaceId);
    return all.filter(({ withdrawn }) => withdrawn === null);
  }

  /** Several where two people excluded it at the same moment. */
  async function inForceOf(workspaceId: string, named: NamedIncident): Promise<readonly Exclusion[]> {
    return (await inForce(workspaceId)).filter(
      ({ integrationId, incidentId }) =>
        integrationId === named.integrationId && incidentId === named.incidentId,
    );
  }

  /** Of some exclusions those whose incidents the actor sees; each account is asked once. */
  async function seenBy(actor: Actor, exclusions: readonly Exclusion[]): Promise<readonly Exclusion[]> {
    const incidents = await incidentsFor(actor);
    const seen = new Map<string, ReadonlySet<string>>();
    for (const [integrationId, its] of Map.groupBy(exclusions, (each) => each.integrationId)) {
      const target = { kind: 'integration', id: integrationId } as const;
      if (!(await access.decide(actor, 'see incidents', target)).allowed) continue;
      const ids = its.map(({ incidentId }) => incidentId);
      const found = await incidents.get(actor.workspaceId, integrationId, ids);
      seen.set(integrationId, new Set(found.map(({ id }) => id)));
    }
    return exclusions.filter(({ integrationId, incidentId }) => seen.get(integrationId)?.has(incidentId));
  }

  async function done(actor: Actor, what: string, exclusion: Exclusion): Promise<ExclusionOutcome> {
    const { incidentId, number, reason } = exclusion;
    const object = { kind: 'incident', id: incidentId, name: `#${number}` } as const;
    await audit.record(actor, { what, object, before: null, after: { reason } });
    return { kind: 'done', exclusion };
  }

  return {
    async list(actor) {
      await access.demand(actor, 'see incidents');
      const seen = await seenBy(actor, await inForce(actor.workspaceId));
      return seen.toSorted((one, other) => other.at - one.at || (one.id < other.id ? -1 : 1));
    },

    async exclude(actor, named, reason) {
      const incident = await permitted(actor, named);
      if (incident === undefined) return refused(NOT_STORED);
      const words = reason.trim();
      if (words === '') return refused('Say why: the reason is listed under the number.');
      if (words.length > LONGEST_REASON)
        return refused(`Say it in ${LONGEST_REASON} characters: these are ${words.length}.`);
      const { workspaceId, userId: by } = actor;
      if ((await inForceOf(workspaceId, named)).length > 0)
        return refused(`#${incident.number} is excluded already.`);
      const { integrationId, id: incidentId, number } = incident;
      const exclusion = {
        workspaceId,
        id: newId(),
        integrationId,
        incidentId,
        number,
        reason: words,
        by,
        at: clock.now(),
        withdrawn: null,
      };
      await store.exclusions.save(exclusion);
      return done(actor, 'incident excluded', exclusion);
    },

    async include(actor, named) {
      if ((await permitted(actor, named)) === undefined) return refused(NOT_STORED);
      const withdrawn = { by: actor.userId, at: clock.now() };
      const all = await inForceOf(actor.workspaceId, named);
      // All are taken back, or it would still not count.
      for (const each of all) await store.exclusions.save({ ...each, withdrawn });
      const [first] = all;
      if (first === undefined) return refused('This incident counts already.');
      return done(actor, 'incident included again', { ...first, withdrawn });
    },
  };
}

const NOT_STORED = 'This incident is no longer stored.';

function refused(sentence: string): ExclusionOutcome {
  return { kind: 'refused', sentence };
}

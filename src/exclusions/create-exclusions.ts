import type { Clock } from '../domain/clock.ts';
import type { Exclusion } from '../domain/exclusion.ts';
import type { ExclusionStore } from '../store/exclusion-store.ts';
import type { IncidentStore } from '../store/store.ts';
import type { DecideExclusion, ExclusionOutcome, Exclusions } from './exclusions.ts';

export interface ExclusionsOptions {
  readonly store: { readonly exclusions: ExclusionStore; readonly incidents: Pick<IncidentStore, 'get'> };
  readonly clock: Clock;
  readonly newId: () => string;
  readonly decide: DecideExclusion;
}

const LONGEST_REASON = 300;

type Named = Parameters<Exclusions['include']>[1];

/** Excludes incidents by hand. Nothing is forgotten: an exclusion that was taken back stays on record. */
export function createExclusions({ store, clock, newId, decide }: ExclusionsOptions): Exclusions {
  return {
    async list(workspaceId) {
      const all = await store.exclusions.list(workspaceId);
      return all
        .filter(({ withdrawn }) => withdrawn === null)
        .sort((one, other) => other.at - one.at || (one.id < other.id ? -1 : 1));
    },

    async exclude(workspaceId, named, reason, by) {
      const decision = await decide(workspaceId, by);
      if (!decision.allowed) return refused(decision.sentence);
      const words = reason.trim();
      if (words === '') return refused('Say why: the reason is listed under the number.');
      if (words.length > LONGEST_REASON) {
        return refused(`Say it in ${LONGEST_REASON} characters: these are ${words.length}.`);
      }
      const { integrationId, incidentId } = named;
      const [incident] = await store.incidents.get(workspaceId, integrationId, [incidentId]);
      if (incident === undefined) return refused('This incident is no longer stored.');
      const present = await inForce(workspaceId, named);
      if (present.length > 0) return refused(`#${incident.number} is excluded already.`);
      const exclusion = {
        workspaceId,
        id: newId(),
        integrationId,
        incidentId,
        number: incident.number,
        reason: words,
        by,
        at: clock.now(),
        withdrawn: null,
      };
      await store.exclusions.save(exclusion);
      return { kind: 'done', exclusion };
    },

    async include(workspaceId, named, by) {
      const decision = await decide(workspaceId, by);
      if (!decision.allowed) return refused(decision.sentence);
      // Several where two people excluded it at the same moment: all are taken back, or it would still not count.
      const [exclusion, ...others] = (await inForce(workspaceId, named)).map((present) => ({
        ...present,
        withdrawn: { by, at: clock.now() },
      }));
      if (exclusion === undefined) return refused('This incident counts already.');
      for (const each of [...others, exclusion]) await store.exclusions.save(each);
      return { kind: 'done', exclusion };
    },
  };

  async function inForce(workspaceId: string, named: Named): Promise<readonly Exclusion[]> {
    const all = await store.exclusions.list(workspaceId);
    return all.filter(
      ({ integrationId, incidentId, withdrawn }) =>
        integrationId === named.integrationId && incidentId === named.incidentId && withdrawn === null,
    );
  }
}

function refused(sentence: string): ExclusionOutcome {
  return { kind: 'refused', sentence };
}

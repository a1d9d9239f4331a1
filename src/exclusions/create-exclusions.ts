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
      if (present !== undefined) return refused(`#${incident.number} is excluded already.`);
      return saved({
        workspaceId,
        id: newId(),
        integrationId,
        incidentId,
        number: incident.number,
        reason: words,
        by,
        at: clock.now(),
        withdrawn: null,
      });
    },

    async include(workspaceId, named, by) {
      const decision = await decide(workspaceId, by);
      if (!decision.allowed) return refused(decision.sentence);
      const present = await inForce(workspaceId, named);
      if (present === undefined) return refused('This incident counts already.');
      return saved({ ...present, withdrawn: { by, at: clock.now() } });
    },
  };

  async function inForce(workspaceId: string, named: Named): Promise<Exclusion | undefined> {
    const all = await store.exclusions.list(workspaceId);
    return all.find(
      ({ integrationId, incidentId, withdrawn }) =>
        integrationId === named.integrationId && incidentId === named.incidentId && withdrawn === null,
    );
  }

  async function saved(exclusion: Exclusion): Promise<ExclusionOutcome> {
    await store.exclusions.save(exclusion);
    return { kind: 'done', exclusion };
  }
}

function refused(sentence: string): ExclusionOutcome {
  return { kind: 'refused', sentence };
}

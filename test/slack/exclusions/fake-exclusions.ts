import type { Access } from '../../../src/access/access.ts';
import type { Actor } from '../../../src/access/actor.ts';
import type { Exclusion } from '../../../src/domain/exclusion.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import type { Exclusions, NamedIncident } from '../../../src/exclusions/exclusions.ts';

/** Exclusions in memory. Every incident exists. */
export class FakeExclusions {
  inForce: Exclusion[] = [];
  /** The sentence with which the next change is refused. */
  refusal: string | null = null;
  readonly #now: Instant;

  constructor(now: Instant) {
    this.#now = now;
  }

  /** The service over them: whoever may not is refused. */
  service(access: Pick<Access, 'demand'>): Exclusions {
    return {
      list: async (actor) => {
        await access.demand(actor, 'see incidents');
        return this.inForce;
      },
      exclude: async (actor, incident, reason) => {
        await access.demand(actor, 'exclude incidents');
        return this.exclude(actor, incident, reason);
      },
      include: async (actor, incident) => {
        await access.demand(actor, 'exclude incidents');
        return this.#include(actor, incident);
      },
    };
  }

  exclude(
    { workspaceId, userId: by }: Pick<Actor, 'workspaceId' | 'userId'>,
    incident: NamedIncident,
    reason: string,
  ) {
    if (this.refusal !== null) return { kind: 'refused', sentence: this.refusal } as const;
    const exclusion: Exclusion = {
      workspaceId,
      id: `x${this.inForce.length}`,
      ...incident,
      number: Number(incident.incidentId.replace(/\D/g, '')),
      reason,
      by,
      at: this.#now,
      withdrawn: null,
    };
    this.inForce = [exclusion, ...this.inForce];
    return { kind: 'done', exclusion } as const;
  }

  #include({ userId: by }: Actor, incident: NamedIncident) {
    const known = this.inForce.find(({ incidentId }) => incidentId === incident.incidentId);
    if (known === undefined) return { kind: 'refused', sentence: 'It counts already.' } as const;
    this.inForce = this.inForce.filter((each) => each !== known);
    return { kind: 'done', exclusion: { ...known, withdrawn: { by, at: this.#now } } } as const;
  }
}

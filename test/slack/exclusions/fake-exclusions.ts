import type { Exclusion } from '../../../src/domain/exclusion.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import type { Exclusions } from '../../../src/exclusions/exclusions.ts';

/** Exclusions in memory. Every incident exists. */
export class FakeExclusions implements Exclusions {
  inForce: Exclusion[] = [];
  /** The sentence with which the next change is refused. */
  refusal: string | null = null;
  readonly #now: Instant;

  constructor(now: Instant) {
    this.#now = now;
  }

  async list() {
    return this.inForce;
  }

  async exclude(
    workspaceId: string,
    incident: { integrationId: string; incidentId: string },
    reason: string,
    by: string,
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

  async include(_workspaceId: string, incident: { integrationId: string; incidentId: string }, by: string) {
    const known = this.inForce.find(({ incidentId }) => incidentId === incident.incidentId);
    if (known === undefined) return { kind: 'refused', sentence: 'It counts already.' } as const;
    this.inForce = this.inForce.filter((each) => each !== known);
    return { kind: 'done', exclusion: { ...known, withdrawn: { by, at: this.#now } } } as const;
  }
}

import type { Actor } from '../access/actor.ts';
import type { Exclusion, IncidentKey } from '../domain/exclusion.ts';

/** An incident, as whoever wants to exclude it names it. */
export type NamedIncident = Pick<IncidentKey, 'integrationId' | 'incidentId'>;

export type ExclusionOutcome =
  | { readonly kind: 'done'; readonly exclusion: Exclusion }
  /** Nothing is changed. The sentence is for the person: no reason, no such incident. */
  | { readonly kind: 'refused'; readonly sentence: string };

/**
 * Excludes single incidents from every number of a workspace, with a reason, and takes that back.
 *
 * Each call demands its permission and reaches only incidents that the actor is shown; each change stands in the audit log.
 */
export interface Exclusions {
  /** Those in force that the actor is shown, the latest first. */
  list(actor: Actor): Promise<readonly Exclusion[]>;
  /** @param reason 1 to 300 characters */
  exclude(actor: Actor, incident: NamedIncident, reason: string): Promise<ExclusionOutcome>;
  /** Takes an exclusion back: the incident counts again. */
  include(actor: Actor, incident: NamedIncident): Promise<ExclusionOutcome>;
}

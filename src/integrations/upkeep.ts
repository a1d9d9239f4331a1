import type { Actor } from '../access/actor.ts';
import type { Incident } from '../domain/incident.ts';
import type { Integration } from '../domain/integration.ts';
import type { ConnectField, ConnectOutcome, ConnectProblems } from './connections.ts';

/** What of an integration can be changed without its key. */
export interface EditForm {
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly titles: 'shown' | 'hidden';
}

export type EditOutcome =
  | { readonly kind: 'saved'; readonly integration: Integration }
  | {
      readonly kind: 'refused';
      readonly problems: Pick<ConnectProblems, Extract<ConnectField, 'name' | 'description' | 'tags'>>;
    }
  | { readonly kind: 'gone' };

/** What a deletion takes along. */
export interface Affected {
  readonly incidents: number;
  /** Names of collections that look at this integration by name. */
  readonly collections: readonly string[];
  /** Names of profiles that do. */
  readonly profiles: readonly string[];
}

export type NewKey = { readonly apiKey: string; readonly acceptsUserKey: boolean };

/** Looks after integrations that are connected. An id that the actor's workspace does not have is `gone` or `undefined`. */
export interface Upkeep {
  edit(actor: Actor, integrationId: string, form: EditForm): Promise<EditOutcome>;
  /**
   * Checks another key against PagerDuty, puts it in the place of the old one and goes on with the sync.
   * Takes as long as PagerDuty does, at most 10 seconds. The problems are all at `apiKey`.
   */
  reauthenticate(
    actor: Actor,
    integrationId: string,
    key: NewKey,
  ): Promise<ConnectOutcome | { readonly kind: 'gone' }>;
  /** Ends the run that is under way; resolves when nothing is read any more. */
  pause(actor: Actor, integrationId: string): Promise<Integration | undefined>;
  resume(actor: Actor, integrationId: string): Promise<Integration | undefined>;
  affectedBy(actor: Actor, integrationId: string): Promise<Affected | undefined>;
  /**
   * Deletes the integration with its key and all its data, and takes it out of collections.
   * Resolves with what it was when nothing of it is left.
   */
  delete(actor: Actor, integrationId: string): Promise<Integration | undefined>;
  /** Whether a deletion is under way: then its status is *Deleting*. */
  isDeleting(workspaceId: string, integrationId: string): boolean;
  /** What the store holds of one incident, by the number that people use. */
  spotCheck(actor: Actor, integrationId: string, number: number): Promise<Incident | undefined>;
}

import type { Actor } from '../access/actor.ts';
import type { Integration } from '../domain/integration.ts';

/** What an admin types to connect an account. */
export interface ConnectForm {
  readonly name: string;
  readonly url: string;
  readonly username: string;
  readonly apiKey: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly titles: 'shown' | 'hidden';
  /** The admin has read that a user's key sees only part, and accepts it. */
  readonly acceptsUserKey: boolean;
}

/** What an admin types to connect an account that a satellite reads. There is no place for a key. */
export type SatelliteForm = Omit<ConnectForm, 'apiKey' | 'acceptsUserKey'>;

export type ConnectField = 'name' | 'url' | 'username' | 'apiKey' | 'description' | 'tags' | 'satellite';

/** Each mistake at the field where it was typed, as a sentence for the person. */
export type ConnectProblems = Partial<Record<ConnectField, string>>;

export type ConnectOutcome =
  | { readonly kind: 'connected'; readonly integration: Integration }
  /** `acceptable`: the only problem is a user's key; submitting again with `acceptsUserKey` goes through. */
  | { readonly kind: 'refused'; readonly problems: ConnectProblems; readonly acceptable: boolean };

/** Connects PagerDuty accounts to workspaces. */
export interface Connections {
  /** Mistakes that need no network: at once. */
  check(workspaceId: string, form: ConnectForm): Promise<ConnectProblems>;
  /**
   * Checks the form against PagerDuty, stores the integration with its key sealed, and begins the backfill.
   * Takes as long as PagerDuty does, at most 10 seconds; whether the actor may is asked again before anything is stored.
   */
  connect(actor: Actor, form: ConnectForm, signal?: AbortSignal): Promise<ConnectOutcome>;
  /** Stores an account that waits for its satellite. Nobody is asked: only the satellite can reach it. */
  connectSatellite(actor: Actor, form: SatelliteForm): Promise<ConnectOutcome>;
}

import type { Actor } from '../../access/actor.ts';
import type { Instant } from '../../domain/instant.ts';
import type { VersionSkew } from './version-skew.ts';

/** A satellite as an admin sees it. */
export interface ShownSatellite {
  readonly id: string;
  readonly version: string;
  readonly versionSkew: VersionSkew;
  /** Bytes; `null` before it was first heard of. */
  readonly memory: number | null;
  readonly lastSeenAt: Instant | null;
  readonly online: boolean;
  /** Whether it is the one that works on the integration; the others stand by. */
  readonly working: boolean;
  /** Why it cannot read the integration, in its own words; `null` where it can, or is not there. */
  readonly problem: string | null;
  /** Its clock minus ours, in seconds. */
  readonly skew: number;
}

export type FileOutcome =
  | {
      readonly kind: 'made';
      readonly name: string;
      readonly content: string;
      readonly expiresAt: Instant;
      /** Names of the integrations in it. */
      readonly integrations: readonly string[];
    }
  /** The workspace has no such integration that a satellite reads. */
  | { readonly kind: 'gone' }
  /** Nobody knows where satellites would reach the app: `PUBLIC_URL` is missing, or not encrypted. */
  | { readonly kind: 'no address' };

/** Satellites as people ask for them. */
export interface Satellites {
  /** Whether satellites could reach the app at all. */
  readonly reachable: boolean;
  /** A new `satellite.yml`, with a key that enrols for 24 hours. It is kept nowhere. `all`: every one of the workspace in one file. */
  file(actor: Actor, integrationId: string | 'all'): Promise<FileOutcome>;
  /** Those that may work on an integration, the last that was heard of first; `undefined` where the workspace has no such integration. */
  list(actor: Actor, integrationId: string): Promise<readonly ShownSatellite[] | undefined>;
  /** Its credential is refused from now on. False where the workspace has no such satellite. */
  revoke(actor: Actor, satelliteId: string): Promise<boolean>;
}

/** What is said where `PUBLIC_URL` is missing, or not encrypted. */
export const NO_ADDRESS =
  'A satellite would not know where to find this app: ask the operator to set PUBLIC_URL to its https:// address, then try again.';

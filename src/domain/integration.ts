import type { Instant } from './instant.ts';

/** A secret as it lies at rest: sealed by the keyring (`src/secrets/`), useless without its key. */
export type SealedSecret = string & { readonly sealed: unique symbol };

interface IntegrationBase {
  readonly workspaceId: string;
  readonly id: string;
  /** Unique in the workspace without regard to case, 1 to 60 characters. */
  readonly name: string;
  /** Origin of the PagerDuty REST API, without a trailing slash. */
  readonly url: string;
  /** E-mail address of the PagerDuty user who created the key. */
  readonly username: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** Whether incident titles are shown, or only their numbers. */
  readonly titles: 'shown' | 'hidden';
  readonly paused: boolean;
  readonly createdAt: Instant;
  /** Slack user who connected it: the one who is told when something is wrong. */
  readonly ownerId: string;
  /** The message in the owner's DM that shows the backfill's progress. */
  readonly progressMessage: { readonly channelId: string; readonly timestamp: string } | null;
}

/** A PagerDuty account that we reach ourselves. */
export interface CloudIntegration extends IntegrationBase {
  readonly mode: 'cloud';
  readonly apiKey: SealedSecret;
  /** The last four characters: all that is ever shown of a key. */
  readonly apiKeyHint: string;
  /** A user's key sees only what that user may see. */
  readonly apiKeyScope: 'account' | 'user';
}

/** A PagerDuty account that a satellite reaches from inside the customer's network: we hold no key of it. */
export interface SatelliteIntegration extends IntegrationBase {
  readonly mode: 'satellite';
}

/** One PagerDuty account connected to a workspace. */
export type Integration = CloudIntegration | SatelliteIntegration;

import type { Instant } from '../domain/instant.ts';
import type { SealedSecret } from '../domain/integration.ts';

/** The bot's tokens, sealed. */
export interface SealedTokens {
  readonly access: SealedSecret;
  /** `null` where tokens do not rotate: then the access token does not expire. */
  readonly rotation: { readonly refresh: SealedSecret; readonly expiresAt: Instant } | null;
}

/** One installation of the app: in a Slack team, or in an Enterprise organisation for all its teams. */
export interface Installation {
  /** The tenant: id of the team, or of the organisation. */
  readonly workspaceId: string;
  readonly kind: 'team' | 'organisation';
  readonly name: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly scopes: readonly string[];
  /** Who installed it last. */
  readonly installerId: string;
  readonly installedAt: Instant;
  /** `null` after the app was removed, and where the one token comes from the environment. */
  readonly tokens: SealedTokens | null;
  /** When the app was removed; its data goes 7 days later. `null` while it is installed. */
  readonly leftAt: Instant | null;
  /** When the app was removed, until keys and satellites are gone too: whoever finds it carries on with the removal. */
  readonly removalBegan?: Instant;
  /** When an admin had the data deleted, until nothing of it is left. */
  readonly deletionBegan?: Instant;
}

export interface InstallationStore {
  get(workspaceId: string): Promise<Installation | undefined>;
  /** Installations of all workspaces: for the sweep alone. */
  all(): Promise<readonly Installation[]>;
  save(installation: Installation): Promise<void>;
  delete(workspaceId: string): Promise<void>;
  /**
   * Puts rotated tokens in the place of those they came from. False, and nothing stored, where others are there by now.
   *
   * @param from the sealed access token that was rotated
   */
  rotate(workspaceId: string, from: SealedSecret, tokens: SealedTokens): Promise<boolean>;
}

/** Whom a token belongs to. */
export interface Tenant {
  readonly kind: 'team' | 'organisation';
  readonly id: string;
}

/** What stands for the app in a workspace. */
export interface BotAuthorisation {
  readonly botToken: string;
  readonly botId?: string;
  readonly botUserId?: string;
  /** `null` while it is not known whom the token belongs to. */
  readonly tenant: Tenant | null;
}

/** The app is not installed in this workspace, or not any more. */
export class NotInstalledError extends Error {
  override readonly name = 'NotInstalledError';

  constructor(workspaceId: string) {
    super(`SEI PagerDuty is not installed in the workspace ${workspaceId}.`);
  }
}

/** The app's tokens, workspace by workspace, renewed before they expire. */
export interface Tokens {
  /** Throws {@link NotInstalledError}; and what Slack says where a token has expired and cannot be renewed. */
  of(workspaceId: string): Promise<BotAuthorisation>;
  /** Stores renewed tokens that the store has not taken yet, where it takes them now: before the store is closed. */
  settle(): Promise<void>;
}

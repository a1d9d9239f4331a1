import type { Instant } from '../domain/instant.ts';

/** An installation as Slack hands it over, tokens in the clear. */
export interface Arrival {
  readonly workspaceId: string;
  readonly kind: 'team' | 'organisation';
  readonly name: string;
  readonly botId: string;
  readonly botUserId: string;
  readonly scopes: readonly string[];
  readonly installerId: string;
  readonly accessToken: string;
  readonly rotation: { readonly refreshToken: string; readonly expiresAt: Instant } | null;
}

/** Where the app comes from and goes: installed, removed, installed again. */
export interface Installations {
  /** Stores the installation with its tokens sealed. `returned`: within the grace, its data is still there. */
  installed(arrival: Arrival): Promise<'new' | 'again' | 'returned'>;
  /** A single workspace's token from the environment works: whatever was left there before is kept again. */
  present(workspaceId: string): Promise<void>;
  /**
   * The app was removed: tokens and PagerDuty keys go at once, the data after the grace. Said twice it is the same.
   *
   * @param at when it was removed; an older message than the installation that is there now is about an earlier one
   */
  left(workspaceId: string, at: Instant): Promise<void>;
  /** Does something that no removal or deletion comes between. Throws `NotInstalledError` where the app was removed. */
  whileInstalled<Result>(workspaceId: string, work: () => Promise<Result>): Promise<Result>;
  /** Deletes a workspace's data on request; the app stays installed. Resolves when nothing is left. */
  erase(workspaceId: string): Promise<void>;
  /** Carries on with removals and deletions that were cut off, by a restart or a full disk: the store says which. */
  resume(): Promise<void>;
  /** Does that, and deletes the data of workspaces whose grace has ended. */
  sweep(): Promise<void>;
}

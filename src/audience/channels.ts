/** Who is in a channel, by the word of the workspace itself. */
export interface Channels {
  /**
   * At most a minute old. Nobody, where the app may not look into the channel. Throws where it cannot be known: nobody is
   * shown anything then.
   */
  members(workspaceId: string, channelId: string): Promise<ReadonlySet<string>>;
  /** Why nothing may be shown to a channel or opened for it, as a sentence; `null` where it may. */
  problem(workspaceId: string, channelId: string): Promise<string | null>;
}

/** What one person chose for themselves. */
export interface PersonPreferences {
  readonly workspaceId: string;
  readonly userId: string;
  /** The collection that `/sei-mttr` without arguments is about, `null` where none was chosen. */
  readonly defaultCollectionId: string | null;
  /** The collections that the App Home shows; `null` where none were chosen. */
  readonly homeCollectionIds: readonly string[] | null;
}

/** What was chosen for a channel. */
export interface ChannelPreferences {
  readonly workspaceId: string;
  readonly channelId: string;
  /** The collection that `/sei-mttr` without arguments is about in this channel. */
  readonly defaultCollectionId: string | null;
}

/** Choices of people and channels. They may name collections that are gone: whoever reads them looks. */
export interface PreferencesStore {
  /** A person's choices; nothing chosen where nothing was saved. */
  person(workspaceId: string, userId: string): Promise<PersonPreferences>;
  savePerson(preferences: PersonPreferences): Promise<void>;
  /** A channel's choices; nothing chosen where nothing was saved. */
  channel(workspaceId: string, channelId: string): Promise<ChannelPreferences>;
  saveChannel(preferences: ChannelPreferences): Promise<void>;
}

export function nothingChosenBy(workspaceId: string, userId: string): PersonPreferences {
  return { workspaceId, userId, defaultCollectionId: null, homeCollectionIds: null };
}

export function nothingChosenFor(workspaceId: string, channelId: string): ChannelPreferences {
  return { workspaceId, channelId, defaultCollectionId: null };
}

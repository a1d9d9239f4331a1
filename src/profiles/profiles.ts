import type { Filter, FilterField } from '../domain/filter.ts';
import type { Profile, ProfileAssignments } from '../domain/profile.ts';
import type { TrackingEvent } from '../domain/question.ts';
import type { PartlyKnown } from '../domain/report.ts';
import type { Window } from '../domain/window.ts';

/** What a profile can filter by. */
export const PROFILE_FIELDS: readonly FilterField[] = [
  'service',
  'priority',
  'urgency',
  'severity',
  'user',
  'status',
];

/** What an admin fills in. */
export interface ProfileForm {
  readonly name: string;
  readonly integrationIds: readonly string[] | null;
  /** On {@link PROFILE_FIELDS}. Ids or names. */
  readonly filter: Filter;
  readonly track: TrackingEvent;
}

export type ProfileField = keyof ProfileForm;

/** Each mistake at the field where it was made, as a sentence for the person. */
export type ProfileProblems = Partial<Record<ProfileField, string>>;

/** Where a profile holds. */
export type ProfilePlace =
  | { readonly kind: 'workspace' }
  | { readonly kind: 'collection'; readonly collectionId: string };

/** What a profile would do, before it is saved. */
export interface ProfileEffect {
  /** The last 30 days. `null` where nothing is covered yet. */
  readonly window: Window | null;
  /** Incidents that count there now, and those that would. */
  readonly before: number;
  readonly after: number;
  /** What the profile needs and is not ingested for every incident. */
  readonly partlyKnown: readonly PartlyKnown[];
}

export type SaveProfileOutcome =
  | { readonly kind: 'saved'; readonly profile: Profile }
  | { readonly kind: 'refused'; readonly problems: ProfileProblems };

/** MTTR profiles of a workspace: for SEI Admins alone, which the surfaces see to. */
export interface Profiles {
  list(workspaceId: string): Promise<{
    /** By name. */
    readonly profiles: readonly Profile[];
    readonly assignments: ProfileAssignments;
  }>;
  /** Mistakes in a form. @param id of the profile that is edited; `null` for a new one */
  check(workspaceId: string, id: string | null, form: ProfileForm): Promise<ProfileProblems>;
  /**
   * What the form would do to the number of incidents at a place, against the profile that holds there now. Of a new
   * profile without a place: against the plain one.
   */
  effect(workspaceId: string, form: ProfileForm, place: ProfilePlace): Promise<ProfileEffect>;
  /** Creates (`id` is `null`) or changes; one that was deleted meanwhile is refused. */
  save(workspaceId: string, id: string | null, form: ProfileForm): Promise<SaveProfileOutcome>;
  /** Lets a profile hold at a place; `null` lets none. Resolves with the id of the one that held there before. */
  assign(workspaceId: string, profileId: string | null, place: ProfilePlace): Promise<string | null>;
  /** Removes it; where it held, the next one out holds: that of an ancestor, the workspace's, the plain one. */
  delete(workspaceId: string, id: string): Promise<void>;
}

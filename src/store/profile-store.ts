import type { Profile, ProfileAssignments } from '../domain/profile.ts';
import type { Update } from './update.ts';

/** MTTR profiles, and which holds where. */
export interface ProfileStore {
  list(workspaceId: string): Promise<readonly Profile[]>;
  /** Inserts or replaces. Throws `NameTakenError` where another of the workspace has the name. */
  save(profile: Profile): Promise<void>;
  update: Update<Profile>;
  /** Removes it together with its assignments. */
  delete(workspaceId: string, id: string): Promise<void>;
  /** The workspace's assignments, or none. */
  assignments(workspaceId: string): Promise<ProfileAssignments>;
  /**
   * Changes the assignments, with nothing in between; not where `changing` returns what it was given. Resolves with what they
   * were before.
   *
   * @param changing without effects: it may be asked again
   */
  assign(
    workspaceId: string,
    changing: (known: ProfileAssignments) => ProfileAssignments,
  ): Promise<ProfileAssignments>;
}

export function noAssignments(workspaceId: string): ProfileAssignments {
  return { workspaceId, defaultId: null, byCollection: {} };
}

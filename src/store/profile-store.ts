import type { Profile, ProfileAssignments } from '../domain/profile.ts';

/** MTTR profiles, and which holds where. */
export interface ProfileStore {
  list(workspaceId: string): Promise<readonly Profile[]>;
  /** Inserts or replaces. Throws `NameTakenError` where another of the workspace has the name. */
  save(profile: Profile): Promise<void>;
  /** Removes it together with its assignments. */
  delete(workspaceId: string, id: string): Promise<void>;
  /** The workspace's assignments, or none. */
  assignments(workspaceId: string): Promise<ProfileAssignments>;
  assign(assignments: ProfileAssignments): Promise<void>;
}

import type { Instant } from '../domain/instant.ts';
import type { Role } from '../domain/role.ts';

/** A role that was given to somebody, in the place of what the workspace makes of them. */
export interface GivenRole {
  readonly workspaceId: string;
  readonly userId: string;
  readonly role: Role;
  /** User id of the admin who gave it. */
  readonly givenBy: string;
  readonly givenAt: Instant;
}

/** A role that somebody asks for. One a person: asking again replaces it. */
export interface RoleRequest {
  readonly workspaceId: string;
  readonly userId: string;
  readonly role: Role;
  readonly requestedAt: Instant;
}

export interface RoleStore {
  get(workspaceId: string, userId: string): Promise<GivenRole | undefined>;
  list(workspaceId: string): Promise<readonly GivenRole[]>;
  /** Roles of all workspaces: for the nightly check alone. */
  all(): Promise<readonly GivenRole[]>;
  /** Gives a role, or another one; a request of that person is answered with it. */
  save(given: GivenRole): Promise<void>;
  /** Takes back what was given, with a request of that person. */
  delete(workspaceId: string, userId: string): Promise<void>;
  request(workspaceId: string, userId: string): Promise<RoleRequest | undefined>;
  saveRequest(request: RoleRequest): Promise<void>;
  deleteRequest(workspaceId: string, userId: string): Promise<void>;
}

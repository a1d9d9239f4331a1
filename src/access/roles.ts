import type { Role } from '../domain/role.ts';
import type { GivenRole, RoleRequest } from '../store/role-store.ts';
import type { Actor } from './actor.ts';

export interface RoleList {
  /** Admins and owners of the workspace, who are SEI Admins unless another role was given to them. */
  readonly byDefault: readonly string[];
  readonly given: readonly GivenRole[];
}

export type RoleOutcome =
  | { readonly kind: 'given'; readonly userId: string; readonly role: Role; readonly before: Role }
  /** The sentence is for the person. */
  | { readonly kind: 'refused'; readonly sentence: string }
  /** There is no such request any more: it was answered. */
  | { readonly kind: 'gone' };

export type RequestOutcome =
  /** To be sent to these admins. */
  | { readonly kind: 'asked'; readonly request: RoleRequest; readonly admins: readonly string[] }
  | { readonly kind: 'asked before'; readonly request: RoleRequest }
  | { readonly kind: 'has it' };

/** Gives and takes roles. */
export interface Roles {
  list(actor: Actor): Promise<RoleList>;
  /** Gives somebody a role in the place of the one they have. */
  give(actor: Actor, userId: string, role: Role): Promise<RoleOutcome>;
  /** Asks the admins for a role. */
  request(actor: Actor, role: Role): Promise<RequestOutcome>;
  /** Grants or declines what somebody asked for. */
  answer(
    actor: Actor,
    userId: string,
    verdict: 'grant' | 'decline',
  ): Promise<RoleOutcome | { readonly kind: 'declined'; readonly role: Role }>;
}

import type { Membership } from './membership.ts';

/** The roles that can be given, the least first: each may do what those before it may. */
export const ROLES = ['viewer', 'collection admin', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What somebody is to the app. Guests and strangers have no role, whatever was ever given to them. */
export type Standing = Role | 'guest' | 'stranger';

/** How roles are called where people read them. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  viewer: 'Viewer',
  'collection admin': 'Collection Admin',
  admin: 'SEI Admin',
};

/**
 * What somebody is to the app, by what they are in the workspace and the role that was given to them.
 *
 * Owners of the workspace are always SEI Admins: whatever roles are taken, somebody is left who can give them back.
 * Admins are SEI Admins unless another role was given, members are Viewers unless another role was given.
 *
 * @param given `null` where no role was given
 */
export function standingOf(membership: Membership, given: Role | null): Standing {
  switch (membership) {
    case 'owner':
      return 'admin';
    case 'admin':
      return given ?? 'admin';
    case 'member':
      return given ?? 'viewer';
    default:
      return membership;
  }
}

/** Whether a standing holds a role, or a greater one. */
export function holds(standing: Standing, role: Role): boolean {
  const rank = (ROLES as readonly Standing[]).indexOf(standing);
  return rank >= ROLES.indexOf(role);
}

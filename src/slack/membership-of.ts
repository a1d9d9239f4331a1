import type { UsersInfoResponse } from '@slack/web-api';
import type { Actor } from '../access/actor.ts';
import type { Membership } from '../domain/membership.ts';

/** Somebody as `users.info` and `users.list` know them. */
export type SlackUser = NonNullable<UsersInfoResponse['user']>;

/** The team somebody acts in, and the tenant it belongs to. */
export type Place = Pick<Actor, 'workspaceId' | 'teamId'>;

/** Owner, admin, member, guest or stranger, from what `users.info` says. */
export function membershipOf(user: SlackUser, place: Place): Membership {
  if (user.deleted || user.is_bot || user.is_stranger || isOfAnotherTeam(user, place)) return 'stranger';
  if (user.is_restricted || user.is_ultra_restricted) return 'guest';
  if (user.is_owner || user.is_primary_owner) return 'owner';
  return user.is_admin ? 'admin' : 'member';
}

function isOfAnotherTeam(user: SlackUser, { workspaceId, teamId }: Place): boolean {
  if (user.team_id === undefined || user.team_id === teamId || user.team_id === workspaceId) return false;
  const organisation = user.enterprise_user;
  if (organisation?.enterprise_id === workspaceId) return false;
  return !organisation?.teams?.includes(teamId);
}

import type { People } from '../people/people.ts';
import type { RoleStore } from '../store/role-store.ts';
import type { Actor } from './actor.ts';

/** Who can help somebody who was refused: those who were made SEI Admins first, since people here turn to them. */
export async function helpersOf(
  actor: Actor,
  { people, roles }: { readonly people: Pick<People, 'admins'>; readonly roles: Pick<RoleStore, 'list'> },
): Promise<readonly string[]> {
  const [given, admins] = await Promise.all([roles.list(actor.workspaceId), people.admins(actor)]);
  const roleOf = new Map(given.map(({ userId, role }) => [userId, role]));
  const made = given.flatMap(({ userId, role }) => (role === 'admin' ? [userId] : []));
  const others = admins.filter((userId) => (roleOf.get(userId) ?? 'admin') === 'admin');
  return [...new Set([...made, ...others])].filter((userId) => userId !== actor.userId);
}

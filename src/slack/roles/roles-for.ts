import type { Actor } from '../../access/actor.ts';
import type { Message } from '../blocks/message.ts';
import type { Services } from '../services.ts';
import { rolesMessage } from './roles-message.ts';

/** Who has which role, with what this person may do about it. */
export async function rolesFor(
  { roles, access }: Pick<Services, 'roles' | 'access'>,
  caller: Actor,
): Promise<Message> {
  const [list, { allowed }] = await Promise.all([roles.list(caller), access.decide(caller, 'manage roles')]);
  return rolesMessage(list, allowed);
}

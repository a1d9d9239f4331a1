import type { Actor } from '../../access/actor.ts';
import { allows } from '../../access/permissions.ts';
import type { Message } from '../blocks/message.ts';
import type { Services } from '../services.ts';
import { integrationStates } from './integration-state.ts';
import { listMessage } from './list-message.ts';

/** All integrations, with what this person may do; where there are none, who can connect one. */
export async function listFor(
  services: Pick<Services, 'connections' | 'sync' | 'upkeep' | 'access' | 'people'>,
  caller: Actor,
  from = 0,
): Promise<Message> {
  const [states, standing] = await Promise.all([
    integrationStates(services, caller),
    services.access.standing(caller),
  ]);
  const needsHelp = states.length === 0 && !allows(standing, 'connect');
  const helpers = needsHelp ? await services.people.admins(caller) : [];
  return listMessage(states, { standing, helpers }, from);
}

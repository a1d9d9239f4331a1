import { ROLE_NAMES, ROLES, type Role } from '../../domain/role.ts';
import { carried } from '../blocks/carried.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import type { Services } from '../services.ts';
import { requestMessage } from './request-message.ts';
import { ROLE_REQUEST_ACTION } from './role-actions.ts';

const MOST_ASKED = 5;

/** "Ask to be SEI Admin": one press sends it to the admins. */
export function requestAction(services: ListenerServices & Pick<Services, 'roles'>) {
  return onAction(services, ROLE_REQUEST_ACTION, 'request role', async ({ action, caller, client, tell }) => {
    const wanted = carried(action);
    const role: Role | undefined = ROLES.find((known) => known === wanted);
    if (role === undefined) return tell('This button is too old. Please try again: `/sei-pagerduty roles`');
    const outcome = await services.roles.request(caller, role);
    if (outcome.kind === 'has it') return tell(`You are ${ROLE_NAMES[role]} already. Please try again.`);
    if (outcome.kind === 'asked before') return tell('You asked already, and nobody has answered yet.');
    const { text, blocks } = requestMessage(caller.userId, role);
    const asked = outcome.admins.slice(0, MOST_ASKED);
    const sent = await Promise.allSettled(
      asked.map((channel) => client.chat.postMessage({ channel, text, blocks })),
    );
    const reached = asked.filter((_, index) => sent[index]?.status === 'fulfilled');
    if (reached.length === 0)
      return tell('No admin could be reached. Ask one of them to open `/sei-pagerduty roles`.');
    return tell(`Asked ${reached.map((id) => `<@${id}>`).join(', ')}. You hear from me when one answers.`);
  });
}

import { ROLE_NAMES, type Role } from '../../domain/role.ts';
import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { section } from '../blocks/section.ts';
import { ROLE_DECLINE_ACTION, ROLE_GRANT_ACTION } from './role-actions.ts';

/** To an admin: who asks for which role, and one press that answers. */
export function requestMessage(userId: string, role: Role): Message {
  const text = `<@${userId}> asks to be ${ROLE_NAMES[role]} of SEI PagerDuty.`;
  return {
    text,
    blocks: [
      section(text),
      ...actions([
        button(`Make them ${ROLE_NAMES[role]}`, ROLE_GRANT_ACTION, userId, { style: 'primary' }),
        button('Decline', ROLE_DECLINE_ACTION, userId),
      ]),
    ],
  };
}

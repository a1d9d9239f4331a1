import type { RefusedError } from '../../access/refused-error.ts';
import { ROLE_NAMES } from '../../domain/role.ts';
import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { section } from '../blocks/section.ts';
import { refusal } from './refusal.ts';
import { ROLE_REQUEST_ACTION } from './role-actions.ts';

/** What a refused person reads, and one press that asks the admins for the role. */
export function refusalMessage(error: RefusedError): Message {
  const text = refusal(error);
  const { needs } = error;
  const ask = needs === null ? [] : [button(`Ask to be ${ROLE_NAMES[needs]}`, ROLE_REQUEST_ACTION, needs)];
  return { text, blocks: [section(text), ...actions(ask)] };
}

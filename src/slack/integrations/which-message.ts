import type { Integration } from '../../domain/integration.ts';
import { actions, button } from '../blocks/button.ts';
import type { Message } from '../blocks/message.ts';
import { numbered } from '../blocks/numbered.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';

/**
 * Which integration is meant: where no name was given, or none has it.
 *
 * @param actionId what a press does with the id
 */
export function whichMessage(
  typed: string,
  candidates: readonly Pick<Integration, 'id' | 'name'>[],
  actionId: string,
): Message {
  const text =
    typed === ''
      ? 'Which account?'
      : `No account is called “${escapeMrkdwn(typed)}”.${candidates.length > 0 ? ' Did you mean:' : ''}`;
  const buttons = candidates
    .slice(0, 10)
    .map(({ id, name }, index) => numbered(button(name, actionId, id), index));
  return {
    text: `${text} ${candidates.map(({ name }) => escapeMrkdwn(name)).join(', ')}`.trim(),
    blocks: [section(text), ...actions(buttons)],
  };
}

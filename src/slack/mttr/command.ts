import type { Actor } from '../../access/actor.ts';
import { type ListenerServices, onCommand } from '../listener.ts';
import { respondWith } from '../respond-with.ts';
import type { Services } from '../services.ts';
import type { Asked } from './asked.ts';
import { mttrHelp } from './help-message.ts';
import { metricHelp } from './metric-help.ts';
import { plainInput } from './plain-input.ts';
import { problemMessage } from './problem-message.ts';
import { parseQuestion } from './question-text.ts';
import { replyWithAnswer } from './reply-with-answer.ts';

/** `help`, `help metric`, and nothing else: services are called “Help desk”, too. */
const HELP = /^\s*help(\s+metrics?)?[\s.!?]*$/i;

/** `/sei-mttr`. */
export function seiMttr(
  services: ListenerServices & Pick<Services, 'reports' | 'people' | 'clock' | 'choices' | 'timing'>,
) {
  return onCommand(services, '/sei-mttr', 'ask', async ({ command, respond, client, caller }) => {
    const help = HELP.exec(command.text ?? '');
    if (help) return respondWith(respond, help[1] === undefined ? mttrHelp() : metricHelp());
    const parsed = parseQuestion(command.text ?? '');
    if (!parsed.ok) return respondWith(respond, problemMessage(parsed.problem));
    const asked = await withDefault(services, parsed.value, command, caller);
    return replyWithAnswer(services, asked, {
      client,
      caller,
      respond,
      channelId: command.channel_id,
    });
  });
}

/** Without arguments it is about the collection that was chosen for the channel, or by the person. */
async function withDefault(
  { choices }: Pick<Services, 'choices'>,
  asked: Asked,
  { text, channel_id }: { readonly text?: string; readonly channel_id: string },
  caller: Actor,
): Promise<Asked> {
  if (plainInput(text ?? '').trim() !== '') return asked;
  const chosen = await choices.defaultFor(caller, channel_id);
  return chosen === null ? asked : { ...asked, question: { ...asked.question, collection: chosen.name } };
}

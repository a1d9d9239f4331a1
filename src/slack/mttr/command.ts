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

/** `/sei-mttr`. */
export function seiMttr(
  services: ListenerServices & Pick<Services, 'reports' | 'people' | 'clock' | 'choices' | 'timing'>,
) {
  return onCommand(services, '/sei-mttr', 'ask', async ({ command, respond, client, caller }) => {
    if (/^\s*help\s+metric\b/i.test(command.text ?? '')) return respondWith(respond, metricHelp());
    if (/^\s*help\b/i.test(command.text ?? '')) return respondWith(respond, mttrHelp());
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

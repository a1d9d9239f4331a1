import { carried } from '../blocks/carried.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { responder } from '../respond-to.ts';
import { respondWith } from '../respond-with.ts';
import type { Services } from '../services.ts';
import { problemMessage } from './problem-message.ts';
import { parseQuestion } from './question-text.ts';
import { replyWithAnswer } from './reply-with-answer.ts';

/** Every button and menu that asks: what it carries is parsed like a typed question, and answered to who pressed it. */
export function askAction(
  services: ListenerServices & Pick<Services, 'reports' | 'people' | 'clock' | 'timing'>,
) {
  return onAction(services, 'mttr_ask', 'ask', async (request) => {
    const { action, body, client, caller } = request;
    const respond = responder(request);
    const parsed = parseQuestion(carried(action));
    if (!parsed.ok) return respondWith(respond, problemMessage(parsed.problem));
    return replyWithAnswer(
      services,
      { ...parsed.value, public: false },
      {
        client,
        caller,
        respond,
        channelId: body.channel?.id ?? null,
        replace: action.action_id === 'mttr_ask_again' && body.container.is_ephemeral === true,
      },
    );
  });
}

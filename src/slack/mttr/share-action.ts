import { carried } from '../blocks/carried.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { respondWith } from '../respond-with.ts';
import type { Services } from '../services.ts';
import { SHARE_ACTION } from './mttr-actions.ts';
import { problemMessage } from './problem-message.ts';
import { parseQuestion } from './question-text.ts';
import { replyWithAnswer } from './reply-with-answer.ts';

/** "Share": asks again, and shows the answer to the channel with the name of who shares it. */
export function shareAction(
  services: ListenerServices & Pick<Services, 'reports' | 'people' | 'clock' | 'timing'>,
) {
  return onAction(services, SHARE_ACTION, 'share', async ({ action, body, respond, client, caller }) => {
    const parsed = parseQuestion(carried(action));
    if (!parsed.ok) return respondWith(respond, problemMessage(parsed.problem));
    const channelId = body.channel?.id ?? null;
    return replyWithAnswer(
      services,
      { ...parsed.value, public: true },
      { client, caller, respond, channelId },
    );
  });
}

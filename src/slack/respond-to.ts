import type { RespondFn } from '@slack/bolt';
import type { Message } from './blocks/message.ts';
import type { ActionRequest } from './listener.ts';
import { type RespondOptions, respondWith } from './respond-with.ts';

/** Answers who pressed a button: beside its message, or in the DM where it stood in the Home, which has no message. */
export async function respondTo(
  { body, respond, client }: Pick<ActionRequest, 'body' | 'respond' | 'client'>,
  message: Message,
  options: RespondOptions = {},
): Promise<void> {
  if (body.response_url) return respondWith(respond, message, options);
  await client.chat.postMessage({ channel: body.user.id, text: message.text, blocks: message.blocks });
}

/** The way to answer who pressed a button: its response URL, or the DM where it stood in the Home, which has none. */
export function responder({
  body,
  respond,
  client,
}: Pick<ActionRequest, 'body' | 'respond' | 'client'>): RespondFn {
  if (body.response_url) return respond;
  return async (message) => {
    const text = typeof message === 'string' ? message : (message.text ?? '');
    const blocks = typeof message === 'string' || !('blocks' in message) ? undefined : message.blocks;
    await client.chat.postMessage({ channel: body.user.id, text, ...(blocks ? { blocks } : {}) });
    return new Response();
  };
}

import type { BlockAction, RespondFn, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Message } from './blocks/message.ts';
import { type RespondOptions, respondWith } from './respond-with.ts';

type Pressed = Pick<SlackActionMiddlewareArgs<BlockAction>, 'body' | 'respond'> & {
  readonly client: WebClient;
};

/** Answers who pressed a button. */
export function respondTo(pressed: Pressed, message: Message, options?: RespondOptions): Promise<void> {
  return respondWith(responder(pressed), message, options);
}

/** The way to answer who pressed a button: its response URL, or the DM where it stood in a Home or modal, which has none. */
export function responder({ body, respond, client }: Pressed): RespondFn {
  if (body.response_url) return respond;
  return async (message) => {
    const { text = '', ...rest } = typeof message === 'string' ? { text: message } : message;
    const blocks = 'blocks' in rest ? rest.blocks : undefined;
    await client.chat.postMessage({ channel: body.user.id, text, ...(blocks ? { blocks } : {}) });
    return new Response();
  };
}

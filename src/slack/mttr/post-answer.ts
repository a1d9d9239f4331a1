import type { WebClient } from '@slack/web-api';
import type { Message } from '../blocks/message.ts';
import { areBlocksRefused } from '../respond-with.ts';
import type { Thread } from '../send-file.ts';
import { slackErrorCode } from '../slack-error.ts';

/** The app is not in this conversation: only a response URL reaches it. */
const OUTSIDE: ReadonlySet<string> = new Set(['not_in_channel', 'channel_not_found', 'restricted_action']);

/**
 * Posts an answer as a message of the app's own, so that a file can go below it; the first of the messages that Slack takes; `null` passes.
 *
 * @returns where it stands, or `null` where the app may not post there
 */
export async function postAnswer(
  client: WebClient,
  channelId: string,
  messages: readonly (() => Message | null | Promise<Message | null>)[],
): Promise<Thread | null> {
  for (const [index, make] of messages.entries()) {
    const message = await make();
    if (message === null) continue;
    const { text, blocks } = message;
    try {
      const { ts, channel } = await client.chat.postMessage({ channel: channelId, text, blocks });
      if (!ts || !channel) throw new Error('Slack did not say where the message stands.');
      return { channelId: channel, timestamp: ts };
    } catch (error) {
      if (OUTSIDE.has(slackErrorCode(error) ?? '')) return null;
      if (!areBlocksRefused(error) || index === messages.length - 1) throw error;
    }
  }
  return null;
}

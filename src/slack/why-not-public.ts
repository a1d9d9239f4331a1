import type { WebClient } from '@slack/web-api';
import { slackErrorCode } from './slack-error.ts';

const UNSEEN: ReadonlySet<string> = new Set(['channel_not_found', 'missing_scope', 'not_in_channel']);

/**
 * Why an answer must not be shown to a whole conversation: people of another organisation are in it, or it cannot be
 * known. `null` where it may be shown.
 */
export async function whyNotPublic(client: WebClient, channelId: string): Promise<string | null> {
  try {
    const { channel } = await client.conversations.info({ channel: channelId });
    if (channel?.is_ext_shared || channel?.is_pending_ext_shared) {
      return 'People of another organisation are in this channel, so answers are not shown to it.';
    }
    if (channel?.is_archived) return 'This channel is archived.';
    return null;
  } catch (error) {
    if (!isUnseen(error)) throw error;
    return 'SEI PagerDuty is not in this conversation and cannot see whether outsiders are. Invite it first: `/invite @SEI PagerDuty`';
  }
}

/** Whether Slack does not let the app look into a conversation. */
export function isUnseen(error: unknown): boolean {
  return UNSEEN.has(slackErrorCode(error) ?? '');
}

import type { WebClient } from '@slack/web-api';
import type { Channels } from '../audience/channels.ts';
import type { Clock } from '../domain/clock.ts';
import { MINUTE } from '../domain/duration.ts';
import { rememberedFor } from './remembered.ts';
import { isUnseen, whyNotPublic } from './why-not-public.ts';

interface SlackChannelsOptions {
  readonly clock: Clock;
  readonly clientOf: (workspaceId: string) => Promise<WebClient>;
}

const MOST_PAGES = 20;

/** Members of channels as `conversations.members` tells them. */
export function slackChannels({ clock, clientOf }: SlackChannelsOptions): Channels {
  const remembered = rememberedFor<ReadonlySet<string>>(clock, MINUTE, 5_000);
  return {
    members: (workspaceId, channelId) =>
      remembered.of([workspaceId, channelId], async () =>
        listMembers(await clientOf(workspaceId), channelId),
      ),
    problem: async (workspaceId, channelId) => whyNotPublic(await clientOf(workspaceId), channelId),
  };
}

async function listMembers(client: WebClient, channel: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let cursor: string | undefined;
  try {
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await client.conversations.members({
        channel,
        limit: 1_000,
        ...(cursor ? { cursor } : {}),
      });
      for (const id of answer.members ?? []) found.add(id);
      cursor = answer.response_metadata?.next_cursor;
      if (!cursor) break;
    }
  } catch (error) {
    if (!isUnseen(error)) throw error;
    return new Set();
  }
  return found;
}

import type { WebClient } from '@slack/web-api';
import type { Integration } from '../../domain/integration.ts';
import { escapeMrkdwn } from '../blocks/text.ts';

/** Tells an admin that an account is theirs to look after now. */
export function tellHeir({
  clientOf,
}: {
  readonly clientOf: (workspaceId: string) => Promise<WebClient>;
}): (integration: Integration) => Promise<void> {
  return async ({ workspaceId, name, ownerId }) => {
    const client = await clientOf(workspaceId);
    await client.chat.postMessage({
      channel: ownerId,
      text: `Who connected the PagerDuty account *${escapeMrkdwn(name)}* has left this workspace. You look after it now: you hear when something is wrong with it. \`/sei-pagerduty status\``,
    });
  };
}

import { carried } from '../blocks/carried.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import type { Services } from '../services.ts';
import { CHANNEL_ACTION, MINE_ACTION } from './collection-actions.ts';
import { GONE } from './detail-for.ts';

type Needed = ListenerServices & Pick<Services, 'choices'>;

/** "Make it my default", and back: a button without a value takes the choice back. */
export function mineAction(services: Needed) {
  return onAction(services, MINE_ACTION, 'choose default collection', async ({ action, caller, tell }) => {
    const id = carried(action) || null;
    const chosen = await services.choices.setDefault(caller, id);
    if (chosen !== null) {
      return tell(`\`/sei-mttr\` alone is about ${escapeMrkdwn(chosen.name)} now, for you.`);
    }
    return tell(id === null ? '`/sei-mttr` alone is about all services again, for you.' : GONE);
  });
}

/** The same for the channel in which it is pressed. */
export function channelAction(services: Needed) {
  return onAction(
    services,
    CHANNEL_ACTION,
    'choose channel collection',
    async ({ action, body, caller, tell }) => {
      const channelId = body.channel?.id;
      if (channelId === undefined) return tell('Do this in the channel that it is meant for.');
      const id = carried(action) || null;
      const chosen = await services.choices.setChannelDefault(caller, channelId, id);
      if (chosen !== null) {
        return tell(`\`/sei-mttr\` alone is about ${escapeMrkdwn(chosen.name)} now, in this channel.`);
      }
      return tell(id === null ? 'This channel has no default collection any more.' : GONE);
    },
  );
}

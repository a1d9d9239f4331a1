import { ROLE_NAMES } from '../../domain/role.ts';
import { carried } from '../blocks/carried.ts';
import { section } from '../blocks/section.ts';
import type { Home } from '../home/create-home.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { respondWith } from '../respond-with.ts';
import type { Services } from '../services.ts';

/** An admin answers a request: done with one press, and who asked hears of it. */
export function answerAction(
  services: ListenerServices & Pick<Services, 'roles'>,
  verdict: 'grant' | 'decline',
  home: Pick<Home, 'changed'>,
) {
  return onAction(services, `role_${verdict}`, 'manage roles', async (request) => {
    const { action, caller, client, respond } = request;
    const userId = carried(action);
    const outcome = await services.roles.answer(caller, userId, verdict);
    const say = (text: string) => respondWith(respond, { text, blocks: [section(text)] }, { replace: true });
    switch (outcome.kind) {
      case 'gone':
        return say('This request was answered already.');
      case 'refused':
        return say(outcome.sentence);
      case 'given':
        home.changed(caller.workspaceId);
        await say(`<@${userId}> is ${ROLE_NAMES[outcome.role]} now. Given by <@${caller.userId}>.`);
        return client.chat.postMessage({
          channel: userId,
          text: `You are ${ROLE_NAMES[outcome.role]} now: <@${caller.userId}> said yes. \`/sei-pagerduty help\` shows what you can do.`,
        });
      case 'declined':
        await say(`Declined: <@${userId}> stays as they are.`);
        return client.chat.postMessage({
          channel: userId,
          text: `<@${caller.userId}> did not make you ${ROLE_NAMES[outcome.role]}.`,
        });
    }
  });
}

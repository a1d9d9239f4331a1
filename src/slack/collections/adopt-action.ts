import { z } from 'zod';
import { carried } from '../blocks/carried.ts';
import { carriedJson } from '../blocks/carried-json.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import type { Home } from '../home/create-home.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { respondTo } from '../respond-to.ts';
import type { Services } from '../services.ts';
import { ADOPT_ACTION } from './collection-actions.ts';
import { detailFor } from './detail-for.ts';

const Value = z.tuple([z.string(), z.string()]);

/** "+ Payments": makes a collection of a PagerDuty team, and shows it. */
export function adoptAction(
  services: ListenerServices & Pick<Services, 'collections' | 'choices'>,
  home: Pick<Home, 'changed'>,
) {
  return onAction(services, ADOPT_ACTION, 'create collection', async (request) => {
    const { action, body, caller, tell } = request;
    const value = carriedJson(Value, carried(action));
    if (value === null) return tell('This team is not there any more.');
    const [integrationId, teamId] = value;
    const outcome = await services.collections.adopt(caller, { integrationId, teamId });
    if (outcome.kind === 'gone') return tell('This team has a collection already, or is not there any more.');
    if (outcome.kind === 'refused') return tell(escapeMrkdwn(Object.values(outcome.problems).join(' ')));
    home.changed(caller.workspaceId);
    const message = await detailFor(services, caller, outcome.collection.id, body.channel?.id ?? null);
    if (message === null) return undefined;
    const text = `Made the collection ${escapeMrkdwn(outcome.collection.name)}.`;
    return respondTo(request, { ...message, text: `${text}\n${message.text}` });
  });
}

import { actions, button } from '../blocks/button.ts';
import { carried } from '../blocks/carried.ts';
import type { Message } from '../blocks/message.ts';
import { section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { respondTo } from '../respond-to.ts';
import type { Services } from '../services.ts';
import { STATUS_ACTION } from './integration-actions.ts';
import { GONE } from './open-integration-form.ts';

/** "Load severities" of one integration: they are not read unless somebody needs them. */
export function severitiesAction(services: ListenerServices & Pick<Services, 'connections'>) {
  return onAction(services, 'integration_severities', 'sync', async (request) => {
    const { action, caller, tell } = request;
    const integration = await services.connections.get(caller, carried(action));
    if (!integration) return tell(GONE);
    const outcome = await services.connections.wantSeverities(caller, integration.id);
    return outcome === 'gone' ? tell(GONE) : respondTo(request, severitiesMessage(integration));
  });
}

function severitiesMessage({ id, name }: { readonly id: string; readonly name: string }): Message {
  const text = `${escapeMrkdwn(name)}: alert severities are read from now on, the newest incidents first. PagerDuty wants a request for each incident, so a long history takes hours; answers say for how many they are known.`;
  return { text, blocks: [section(text), ...actions([button('Status', STATUS_ACTION, id)])] };
}

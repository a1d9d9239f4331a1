import { carried } from '../blocks/carried.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { respondTo } from '../respond-to.ts';
import type { Services } from '../services.ts';
import { GONE } from './open-integration-form.ts';
import { syncMessage } from './sync-message.ts';

/** "Sync now" of one integration; its id comes from the button and is looked up in the caller's workspace. */
export function syncAction(services: ListenerServices & Pick<Services, 'connections'>) {
  return onAction(services, 'integration_sync', 'sync', async (request) => {
    const { action, caller, tell } = request;
    const integration = await services.connections.get(caller, carried(action));
    if (!integration) return tell(GONE);
    const outcome = await services.connections.syncNow(caller, integration.id);
    return respondTo(request, syncMessage(integration, outcome));
  });
}

import { carried } from '../blocks/carried.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { respondTo } from '../respond-to.ts';
import type { Services } from '../services.ts';
import { GONE } from './open-integration-form.ts';
import { statusFor } from './status-for.ts';

/** "Status" and "Refresh" of one integration; its id comes from the button and is looked up in the caller's workspace. */
export function statusAction(
  services: ListenerServices & Pick<Services, 'connections' | 'satellites' | 'sync' | 'upkeep'>,
) {
  return onAction(services, 'integration_status', 'see integrations', async (request) => {
    const { action, caller, tell } = request;
    const integration = await services.connections.get(caller, carried(action));
    if (!integration) return tell(GONE);
    return respondTo(request, await statusFor(services, caller, integration));
  });
}

import { carried } from '../blocks/carried.ts';
import { statusFor } from '../integrations/status-for.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { respondTo } from '../respond-to.ts';
import type { Services } from '../services.ts';
import { SATELLITE_REVOKE_ACTION } from './satellite-actions.ts';

/** "Revoke" of one satellite; the answer is how its account stands now. */
export function revokeAction(
  services: ListenerServices & Pick<Services, 'connections' | 'satellites' | 'sync' | 'upkeep'>,
) {
  return onAction(services, SATELLITE_REVOKE_ACTION, 'manage satellites', async (request) => {
    const { action, body, caller, tell } = request;
    const [satelliteId = '', integrationId = ''] = carried(action).split(' ');
    const revoked = await services.satellites.revoke(caller, satelliteId);
    const integration = await services.connections.get(caller, integrationId);
    if (!revoked || !integration) return tell('This satellite is revoked already.');
    const message = await statusFor(services, caller, integration);
    return respondTo(request, message, { replace: body.container.is_ephemeral === true });
  });
}

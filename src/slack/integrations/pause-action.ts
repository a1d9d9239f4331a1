import { carried } from '../blocks/carried.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { respondTo } from '../respond-to.ts';
import type { Services } from '../services.ts';
import { GONE } from './open-integration-form.ts';
import { statusFor } from './status-for.ts';

/** "Pause" and "Resume" of one integration; the answer is how it stands now. */
export function pauseAction(
  services: ListenerServices & Pick<Services, 'upkeep' | 'satellites' | 'sync'>,
  change: 'pause' | 'resume',
) {
  return onAction(services, `integration_${change}`, `${change} integration`, async (request) => {
    const { action, body, caller, tell } = request;
    const integration = await services.upkeep[change](caller, carried(action));
    if (integration === undefined) return tell(GONE);
    const message = await statusFor(services, caller, integration);
    return respondTo(request, message, { replace: body.container.is_ephemeral === true });
  });
}

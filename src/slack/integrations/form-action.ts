import { carried } from '../blocks/carried.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import type { Services } from '../services.ts';
import { type FormKind, openIntegrationForm } from './open-integration-form.ts';

/** "Edit", "New key", "Spot check", "Delete" of one integration; its id comes from the button. */
export function integrationFormAction(
  services: ListenerServices & Pick<Services, 'connections' | 'upkeep'>,
  kind: FormKind,
) {
  return onAction(services, `integration_${kind}`, 'checked later', ({ action, body, client, caller }) =>
    openIntegrationForm(services, { client, caller, triggerId: body.trigger_id }, kind, carried(action)),
  );
}

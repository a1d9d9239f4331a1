import { type ListenerServices, onAction } from '../listener.ts';
import type { Services } from '../services.ts';
import { CONNECT_ACTION } from './connect-actions.ts';
import { openConnect } from './open-connect.ts';

/** Every "Connect PagerDuty" button. */
export function connectAction(services: ListenerServices & Pick<Services, 'egressIps'>) {
  return onAction(services, CONNECT_ACTION, 'checked later', ({ client, caller, body }) =>
    openConnect(services, { client, caller, triggerId: body.trigger_id }),
  );
}

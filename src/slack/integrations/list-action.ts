import { carried } from '../blocks/carried.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { respondTo } from '../respond-to.ts';
import type { Services } from '../services.ts';
import { LIST_ACTION } from './integration-actions.ts';
import { listFor } from './list-for.ts';

/** "List", and "Show more" of a long one. */
export function listAction(
  services: ListenerServices & Pick<Services, 'connections' | 'sync' | 'upkeep' | 'people'>,
) {
  return onAction(services, LIST_ACTION, 'see integrations', async (request) => {
    const from = /^\d{1,4}$/.test(carried(request.action)) ? Number(carried(request.action)) : 0;
    return respondTo(request, await listFor(services, request.caller, from));
  });
}

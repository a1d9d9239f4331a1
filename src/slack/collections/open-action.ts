import { carried } from '../blocks/carried.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { respondTo } from '../respond-to.ts';
import type { Services } from '../services.ts';
import { OPEN_ACTION } from './collection-actions.ts';
import { detailFor, GONE } from './detail-for.ts';

/** Shows the collection of a button, or the one that somebody found in the menu. */
export function openAction(services: ListenerServices & Pick<Services, 'collections' | 'choices'>) {
  return onAction(services, OPEN_ACTION, 'see collections', async (request) => {
    const { action, body, caller, tell } = request;
    const message = await detailFor(services, caller, carried(action), body.channel?.id ?? null);
    return message === null ? tell(GONE) : respondTo(request, message);
  });
}

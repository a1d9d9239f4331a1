import { carried } from '../blocks/carried.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { respondTo } from '../respond-to.ts';
import type { Services } from '../services.ts';
import { browseFor } from './browse-for.ts';
import { BROWSE_ACTION } from './collection-actions.ts';

/** "All collections", "As a list", "Show more": the list takes the place of the one whose button was pressed. */
export function browseAction(services: ListenerServices & Pick<Services, 'collections'>) {
  return onAction(services, BROWSE_ACTION, 'see collections', async (request) => {
    const { action, body, caller } = request;
    const [, layout, from] = /^(tree|flat):(\d{1,5})$/.exec(carried(action)) ?? [];
    const message = await browseFor(services, caller, {
      layout: layout === 'flat' ? 'flat' : 'tree',
      from: Number(from ?? 0),
    });
    await respondTo(request, message, { replace: body.container.is_ephemeral === true });
  });
}

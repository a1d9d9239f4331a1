import { carried } from '../blocks/carried.ts';
import { onAction } from '../listener.ts';
import { respondTo } from '../respond-to.ts';
import { LIST_ACTION } from './digest-actions.ts';
import type { DigestServices } from './digest-services.ts';
import { listMessage } from './list-message.ts';

/** "All digests", "Show more", "Back": takes the place of the list whose button was pressed. */
export function listAction(services: DigestServices) {
  return onAction(services, LIST_ACTION, 'see digests', async (request) => {
    const { action, body, caller } = request;
    const from = carried(action);
    const digests = await services.digests.list(caller);
    const message = listMessage(digests, caller.userId, /^\d{1,5}$/.test(from) ? Number(from) : 0);
    await respondTo(request, message, { replace: body.container.is_ephemeral === true && from !== '' });
  });
}

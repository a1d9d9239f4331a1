import { carried } from '../blocks/carried.ts';
import { onAction } from '../listener.ts';
import { NEW_ACTION } from './digest-actions.ts';
import type { DigestServices } from './digest-services.ts';
import { openNewDigest } from './open-digest-form.ts';

/** "New digest", and "Weekly, to me" under an answer, which carries its question. */
export function newAction(services: DigestServices) {
  return onAction(services, NEW_ACTION, 'checked later', ({ action, body, client, caller }) => {
    const { id, name } = body.channel ?? {};
    return openNewDigest(
      services,
      { client, caller, triggerId: body.trigger_id, onTop: body.view?.type === 'modal' },
      { channel: id === undefined ? null : { id, name: name ?? '' }, question: carried(action) },
    );
  });
}

import { carried } from '../blocks/carried.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import type { Services } from '../services.ts';
import { DELETE_ACTION, EDIT_ACTION, NEW_ACTION } from './collection-actions.ts';
import { openDeleteCollection, openEditCollection, openNewCollection } from './open-collection-form.ts';

type Needed = ListenerServices & Pick<Services, 'collections'>;

/** "New collection". */
export function newCollectionAction(services: Needed) {
  return onAction(services, NEW_ACTION, 'checked later', ({ body, client, caller }) =>
    openNewCollection(services, { client, caller, triggerId: body.trigger_id }),
  );
}

/** "Edit or move" of one collection; its id comes from the button and is looked up in the caller's workspace. */
export function editCollectionAction(services: Needed) {
  return onAction(services, EDIT_ACTION, 'checked later', ({ action, body, client, caller }) =>
    openEditCollection(services, { client, caller, triggerId: body.trigger_id }, { id: carried(action) }),
  );
}

/** "Delete…" of one collection. */
export function deleteCollectionAction(services: Needed) {
  return onAction(services, DELETE_ACTION, 'checked later', ({ action, body, client, caller }) =>
    openDeleteCollection(services, { client, caller, triggerId: body.trigger_id }, { id: carried(action) }),
  );
}

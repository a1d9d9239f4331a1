import { carried } from '../blocks/carried.ts';
import { failureView } from '../blocks/failure-view.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { openModal } from '../open-modal.ts';
import { NEW_PROFILE_ACTION, PROFILE_ROW_ACTION } from './profile-actions.ts';
import { type ProfileServices, profileDeletion, profileForm } from './profile-views-for.ts';

type Needed = ListenerServices & ProfileServices;

/** "New profile": an empty form above the list. */
export function newProfileAction(services: Needed) {
  return onAction(services, NEW_PROFILE_ACTION, 'checked later', async ({ body, client, caller }) => {
    const opening = { client, triggerId: body.trigger_id, title: 'New MTTR profile', onTop: true };
    await openModal(services, opening, () => profileForm(services, caller, null));
  });
}

/** "Edit…" and "Delete…" of one profile of the list. */
export function profileRowAction(services: Needed) {
  return onAction(services, PROFILE_ROW_ACTION, 'checked later', async ({ action, body, client, caller }) => {
    const [choice, id = ''] = carried(action).split(' ');
    const opening = { client, triggerId: body.trigger_id, title: 'MTTR profile', onTop: true };
    await openModal(services, opening, async () => {
      if (choice === 'edit') return profileForm(services, caller, id);
      if (choice === 'delete') return profileDeletion(services, caller, id);
      return failureView('Please open the list again: `/sei-pagerduty profile`');
    });
  });
}

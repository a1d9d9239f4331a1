import type { App } from '@slack/bolt';
import { alsoNumbered } from '../blocks/numbered.ts';
import type { Home } from '../home/create-home.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { openModal } from '../open-modal.ts';
import { respondTo } from '../respond-to.ts';
import type { Services } from '../services.ts';
import { answerAction } from './answer-action.ts';
import { requestAction } from './request-action.ts';
import {
  ROLE_DECLINE_ACTION,
  ROLE_FORM_ACTION,
  ROLE_GRANT_ACTION,
  ROLE_REQUEST_ACTION,
  ROLE_VIEW,
  ROLES_ACTION,
} from './role-actions.ts';
import { roleFormView } from './role-form-view.ts';
import { roleSubmit } from './role-submit.ts';
import { rolesFor } from './roles-for.ts';

type Needed = ListenerServices & Pick<Services, 'roles' | 'timing'>;

/** Registers what roles need. */
export function roleListeners(app: App, services: Needed, home: Pick<Home, 'changed'>): void {
  app.action(ROLES_ACTION, rolesAction(services));
  app.action(ROLE_FORM_ACTION, roleFormAction(services));
  app.view({ callback_id: ROLE_VIEW, type: 'view_submission' }, roleSubmit(services, home));
  app.action(alsoNumbered(ROLE_REQUEST_ACTION), requestAction(services));
  app.action(ROLE_GRANT_ACTION, answerAction(services, 'grant', home));
  app.action(ROLE_DECLINE_ACTION, answerAction(services, 'decline', home));
}

/** "Roles". */
function rolesAction(services: Needed) {
  return onAction(services, ROLES_ACTION, 'see roles', async (request) =>
    respondTo(request, await rolesFor(services, request.caller)),
  );
}

/** "Give or take a role". */
function roleFormAction(services: Needed) {
  return onAction(services, ROLE_FORM_ACTION, 'checked later', ({ client, caller, body }) =>
    openModal(services, { client, triggerId: body.trigger_id, title: 'Roles' }, async () => {
      await services.access.demand(caller, 'manage roles');
      return roleFormView();
    }),
  );
}

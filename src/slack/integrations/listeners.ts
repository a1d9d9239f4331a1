import type { App } from '@slack/bolt';
import { alsoNumbered } from '../blocks/numbered.ts';
import type { Home } from '../home/create-home.ts';
import type { Services } from '../services.ts';
import { deleteSubmit } from './delete-submit.ts';
import { DELETE_VIEW } from './delete-view.ts';
import { editSubmit } from './edit-submit.ts';
import { EDIT_VIEW } from './edit-view.ts';
import { integrationFormAction } from './form-action.ts';
import {
  DELETE_ACTION,
  EDIT_ACTION,
  LIST_ACTION,
  PAUSE_ACTION,
  REAUTH_ACTION,
  RESUME_ACTION,
  SEVERITIES_ACTION,
  SPOT_ACTION,
  STATUS_ACTION,
  SYNC_ACTION,
} from './integration-actions.ts';
import { listAction } from './list-action.ts';
import { pauseAction } from './pause-action.ts';
import { reauthSubmit } from './reauth-submit.ts';
import { REAUTH_VIEW } from './reauth-view.ts';
import { severitiesAction } from './severities-action.ts';
import { spotSubmit } from './spot-submit.ts';
import { SPOT_VIEW } from './spot-view.ts';
import { statusAction } from './status-action.ts';
import { syncAction } from './sync-action.ts';

/** Everything that is pressed and submitted about connected accounts. */
export function integrationListeners(app: App, services: Services, home: Home): void {
  app.action(LIST_ACTION, listAction(services));
  app.action(alsoNumbered(STATUS_ACTION), statusAction(services));
  app.action(alsoNumbered(SYNC_ACTION), syncAction(services));
  app.action(alsoNumbered(SEVERITIES_ACTION), severitiesAction(services));
  app.action(alsoNumbered(PAUSE_ACTION), pauseAction(services, 'pause'));
  app.action(alsoNumbered(RESUME_ACTION), pauseAction(services, 'resume'));
  app.action(alsoNumbered(EDIT_ACTION), integrationFormAction(services, 'edit'));
  app.view({ callback_id: EDIT_VIEW, type: 'view_submission' }, editSubmit(services));
  app.action(alsoNumbered(REAUTH_ACTION), integrationFormAction(services, 'reauth'));
  app.view({ callback_id: REAUTH_VIEW, type: 'view_submission' }, reauthSubmit(services));
  app.action(alsoNumbered(SPOT_ACTION), integrationFormAction(services, 'spot'));
  app.view({ callback_id: SPOT_VIEW, type: 'view_submission' }, spotSubmit(services));
  app.action(alsoNumbered(DELETE_ACTION), integrationFormAction(services, 'delete'));
  app.view({ callback_id: DELETE_VIEW, type: 'view_submission' }, deleteSubmit(services, home));
}

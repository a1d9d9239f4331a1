import type { App } from '@slack/bolt';
import { alsoNumbered } from '../blocks/numbered.ts';
import type { Home } from '../home/create-home.ts';
import type { Services } from '../services.ts';
import { deleteSubmit } from './delete-submit.ts';
import { DELETE_VIEW } from './delete-view.ts';
import { editSubmit } from './edit-submit.ts';
import { EDIT_VIEW } from './edit-view.ts';
import { integrationFormButton } from './form-button.ts';
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
import { listButton } from './list-button.ts';
import { pauseButton } from './pause-button.ts';
import { reauthSubmit } from './reauth-submit.ts';
import { REAUTH_VIEW } from './reauth-view.ts';
import { severitiesButton } from './severities-button.ts';
import { spotSubmit } from './spot-submit.ts';
import { SPOT_VIEW } from './spot-view.ts';
import { statusButton } from './status-button.ts';
import { syncButton } from './sync-button.ts';

/** Everything that is pressed and submitted about connected accounts. */
export function integrationListeners(app: App, services: Services, home: Home): void {
  app.action(LIST_ACTION, listButton(services));
  app.action(alsoNumbered(STATUS_ACTION), statusButton(services));
  app.action(alsoNumbered(SYNC_ACTION), syncButton(services));
  app.action(alsoNumbered(SEVERITIES_ACTION), severitiesButton(services));
  app.action(alsoNumbered(PAUSE_ACTION), pauseButton(services, 'pause'));
  app.action(alsoNumbered(RESUME_ACTION), pauseButton(services, 'resume'));
  app.action(alsoNumbered(EDIT_ACTION), integrationFormButton(services, 'edit'));
  app.view({ callback_id: EDIT_VIEW, type: 'view_submission' }, editSubmit(services));
  app.action(alsoNumbered(REAUTH_ACTION), integrationFormButton(services, 'reauth'));
  app.view({ callback_id: REAUTH_VIEW, type: 'view_submission' }, reauthSubmit(services));
  app.action(alsoNumbered(SPOT_ACTION), integrationFormButton(services, 'spot'));
  app.view({ callback_id: SPOT_VIEW, type: 'view_submission' }, spotSubmit(services));
  app.action(alsoNumbered(DELETE_ACTION), integrationFormButton(services, 'delete'));
  app.view({ callback_id: DELETE_VIEW, type: 'view_submission' }, deleteSubmit(services, home));
}

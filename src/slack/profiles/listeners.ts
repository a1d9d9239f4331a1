import type { App } from '@slack/bolt';
import { integrationOptions } from '../collections/form-options.ts';
import type { Home } from '../home/create-home.ts';
import type { Services } from '../services.ts';
import { newProfileAction, profileRowAction } from './open-form-actions.ts';
import {
  NEW_PROFILE_ACTION,
  PROFILE_ACCOUNTS_ACTION,
  PROFILE_FORM_ACTION,
  PROFILE_PLACES_ACTION,
  PROFILE_ROW_ACTION,
  PROFILE_VALUES_ACTION,
} from './profile-actions.ts';
import { PROFILE_DELETE_VIEW } from './profile-delete-view.ts';
import { profileFormAction } from './profile-form-action.ts';
import { PROFILE_VIEW } from './profile-form-view.ts';
import { profilePlaceOptions, profileValueOptions } from './profile-options.ts';
import { profileDeleteSubmit, profileSubmit } from './profile-submit.ts';

/** Registers everything that is pressed, typed into menus and submitted about profiles. */
export function profileListeners(app: App, services: Services, home: Pick<Home, 'changed'>): void {
  const menu = (actionId: string) => ({ type: 'block_suggestion', action_id: actionId }) as const;

  app.action(NEW_PROFILE_ACTION, newProfileAction(services));
  app.action(PROFILE_ROW_ACTION, profileRowAction(services));
  app.action(PROFILE_FORM_ACTION, profileFormAction(services));
  app.options(menu(PROFILE_VALUES_ACTION), profileValueOptions(services));
  app.options(menu(PROFILE_PLACES_ACTION), profilePlaceOptions(services));
  app.options(menu(PROFILE_ACCOUNTS_ACTION), integrationOptions(services));
  app.view({ callback_id: PROFILE_VIEW, type: 'view_submission' }, profileSubmit(services, home));
  app.view(
    { callback_id: PROFILE_DELETE_VIEW, type: 'view_submission' },
    profileDeleteSubmit(services, home),
  );
}

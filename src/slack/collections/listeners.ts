import type { App } from '@slack/bolt';
import { alsoNumbered } from '../blocks/numbered.ts';
import type { Home } from '../home/create-home.ts';
import type { Services } from '../services.ts';
import { adoptButton } from './adopt-button.ts';
import { browseButton } from './browse-button.ts';
import {
  ADOPT_ACTION,
  BROWSE_ACTION,
  CHANNEL_ACTION,
  DELETE_ACTION,
  EDIT_ACTION,
  FORM_ACTION,
  INTEGRATIONS_ACTION,
  MINE_ACTION,
  NEW_ACTION,
  OPEN_ACTION,
  PLACE_ACTION,
  VALUES_ACTION,
} from './collection-actions.ts';
import { COLLECTION_DELETE_VIEW } from './collection-delete-view.ts';
import { COLLECTION_VIEW } from './collection-form-view.ts';
import { channelButton, mineButton } from './default-buttons.ts';
import { deleteCollectionSubmit } from './delete-submit.ts';
import { findOptions } from './find-options.ts';
import { formAction } from './form-action.ts';
import { deleteCollectionButton, editCollectionButton, newCollectionButton } from './form-buttons.ts';
import { integrationOptions, placeOptions, valueOptions } from './form-options.ts';
import { collectionSubmit } from './form-submit.ts';
import { openAction } from './open-action.ts';

/** Everything that is pressed, typed into menus and submitted about collections. */
export function collectionListeners(app: App, services: Services, home: Home): void {
  const menu = (actionId: string) => ({ type: 'block_suggestion', action_id: actionId }) as const;

  app.action(alsoNumbered(BROWSE_ACTION), browseButton(services));
  app.action(alsoNumbered(OPEN_ACTION), openAction(services));
  app.options(menu(OPEN_ACTION), findOptions(services));
  app.action(alsoNumbered(ADOPT_ACTION), adoptButton(services, home));
  app.action(MINE_ACTION, mineButton(services));
  app.action(CHANNEL_ACTION, channelButton(services));

  app.action(NEW_ACTION, newCollectionButton(services));
  app.action(alsoNumbered(EDIT_ACTION), editCollectionButton(services));
  app.action(FORM_ACTION, formAction(services));
  app.options(menu(VALUES_ACTION), valueOptions(services));
  app.options(menu(PLACE_ACTION), placeOptions(services));
  app.options(menu(INTEGRATIONS_ACTION), integrationOptions(services));
  app.view({ callback_id: COLLECTION_VIEW, type: 'view_submission' }, collectionSubmit(services, home));

  app.action(alsoNumbered(DELETE_ACTION), deleteCollectionButton(services));
  app.view(
    { callback_id: COLLECTION_DELETE_VIEW, type: 'view_submission' },
    deleteCollectionSubmit(services, home),
  );
}

import type { App } from '@slack/bolt';
import { alsoNumbered } from '../blocks/numbered.ts';
import type { Home } from '../home/create-home.ts';
import type { Services } from '../services.ts';
import { adoptAction } from './adopt-action.ts';
import { browseAction } from './browse-action.ts';
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
import { channelAction, mineAction } from './default-actions.ts';
import { deleteCollectionSubmit } from './delete-submit.ts';
import { findOptions } from './find-options.ts';
import { formAction } from './form-action.ts';
import { integrationOptions, placeOptions, valueOptions } from './form-options.ts';
import { collectionSubmit } from './form-submit.ts';
import { openAction } from './open-action.ts';
import { deleteCollectionAction, editCollectionAction, newCollectionAction } from './open-form-actions.ts';

/** Everything that is pressed, typed into menus and submitted about collections. */
export function collectionListeners(app: App, services: Services, home: Home): void {
  const menu = (actionId: string) => ({ type: 'block_suggestion', action_id: actionId }) as const;

  app.action(alsoNumbered(BROWSE_ACTION), browseAction(services));
  app.action(alsoNumbered(OPEN_ACTION), openAction(services));
  app.options(menu(OPEN_ACTION), findOptions(services));
  app.action(alsoNumbered(ADOPT_ACTION), adoptAction(services, home));
  app.action(MINE_ACTION, mineAction(services));
  app.action(CHANNEL_ACTION, channelAction(services));

  app.action(NEW_ACTION, newCollectionAction(services));
  app.action(alsoNumbered(EDIT_ACTION), editCollectionAction(services));
  app.action(FORM_ACTION, formAction(services));
  app.options(menu(VALUES_ACTION), valueOptions(services));
  app.options(menu(PLACE_ACTION), placeOptions(services));
  app.options(menu(INTEGRATIONS_ACTION), integrationOptions(services));
  app.view({ callback_id: COLLECTION_VIEW, type: 'view_submission' }, collectionSubmit(services, home));

  app.action(alsoNumbered(DELETE_ACTION), deleteCollectionAction(services));
  app.view(
    { callback_id: COLLECTION_DELETE_VIEW, type: 'view_submission' },
    deleteCollectionSubmit(services, home),
  );
}

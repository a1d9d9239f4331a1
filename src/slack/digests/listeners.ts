import type { App } from '@slack/bolt';
import { alsoNumbered } from '../blocks/numbered.ts';
import { findOptions } from '../collections/find-options.ts';
import type { Home } from '../home/create-home.ts';
import { confirmSubmit } from './confirm-submit.ts';
import {
  CHANGE_ACTION,
  COLLECTION_MENU,
  CONFIRMED,
  confirmView,
  FORM_ACTION,
  FORM_VIEW,
  LIST_ACTION,
  NEW_ACTION,
  ROW_ACTION,
  VERB_ACTION,
} from './digest-actions.ts';
import type { DigestServices } from './digest-services.ts';
import { digestFormAction } from './form-action.ts';
import { digestSubmit } from './form-submit.ts';
import { listAction } from './list-action.ts';
import { newAction } from './new-action.ts';
import { changeAction, rowMenu, verbAction } from './verb-actions.ts';

/** Everything that is pressed, typed into menus and submitted about digests. */
export function digestListeners(app: App, services: DigestServices, home: Pick<Home, 'changed'>): void {
  app.action(alsoNumbered(LIST_ACTION), listAction(services));
  app.action(NEW_ACTION, newAction(services));
  app.action(CHANGE_ACTION, changeAction(services, home));
  app.action(ROW_ACTION, rowMenu(services, home));
  app.action(VERB_ACTION, verbAction(services, home));

  app.action(FORM_ACTION, digestFormAction(services));
  app.options({ type: 'block_suggestion', action_id: COLLECTION_MENU }, findOptions(services));
  app.view({ callback_id: FORM_VIEW, type: 'view_submission' }, digestSubmit(services, home));
  for (const verb of CONFIRMED) {
    app.view(
      { callback_id: confirmView(verb), type: 'view_submission' },
      confirmSubmit(services, home, verb),
    );
  }
}

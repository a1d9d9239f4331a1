import type { App } from '@slack/bolt';
import { alsoNumbered } from '../blocks/numbered.ts';
import { findOptions } from '../collections/find-options.ts';
import type { Services } from '../services.ts';
import { settingsAction } from '../settings/settings-action.ts';
import { settingsSubmit } from '../settings/settings-submit.ts';
import { DEFAULT_MENU, HOME_MENU, SETTINGS_VIEW } from '../settings/settings-view.ts';
import type { Home } from './create-home.ts';
import { PAGE_ACTION, SETTINGS_ACTION } from './home-actions.ts';
import { homeOpened } from './opened.ts';
import { pageAction } from './page-action.ts';

/** The App Home and the settings that open from it. */
export function homeListeners(app: App, services: Services, home: Home): void {
  app.event('app_home_opened', homeOpened(services, home));
  app.action(alsoNumbered(PAGE_ACTION), pageAction(services, home));
  app.action(SETTINGS_ACTION, settingsAction(services));
  app.options({ type: 'block_suggestion', action_id: DEFAULT_MENU }, findOptions(services));
  app.options({ type: 'block_suggestion', action_id: HOME_MENU }, findOptions(services));
  app.view({ callback_id: SETTINGS_VIEW, type: 'view_submission' }, settingsSubmit(services, home));
}

import type { App } from '@slack/bolt';
import { audienceListeners } from './audience/listeners.ts';
import { auditListeners } from './audit/listeners.ts';
import { collectionListeners } from './collections/listeners.ts';
import { seiPagerDuty } from './command/command.ts';
import { backfillMessages } from './connect/backfill-messages.ts';
import { connectAction } from './connect/connect-action.ts';
import { CONNECT_ACTION } from './connect/connect-actions.ts';
import { CONNECT_VIEW } from './connect/connect-form-view.ts';
import { connectSubmit } from './connect/submit.ts';
import { dataListeners } from './data/listeners.ts';
import { digestListeners } from './digests/listeners.ts';
import { createHome } from './home/create-home.ts';
import { homeListeners } from './home/listeners.ts';
import { incidentListeners } from './incidents/listeners.ts';
import { integrationListeners } from './integrations/listeners.ts';
import { appUninstalled, tokensRevoked } from './leaving/uninstalled.ts';
import { mttrListeners } from './mttr/listeners.ts';
import { createNotices } from './notices/notices.ts';
import { profileListeners } from './profiles/listeners.ts';
import { roleListeners } from './roles/listeners.ts';
import { satelliteListeners } from './satellites/listeners.ts';
import type { Services } from './services.ts';
import { ZONE_MENU } from './zones/zone-input.ts';
import { zoneOptions } from './zones/zone-options.ts';

/** What goes on beside the listeners. */
export interface Surfaces {
  /** Brings messages up to date that were left unfinished: once, after the start. */
  resume(): Promise<void>;
  /** Tells who looks after an account something about the place where all data lies. */
  aboutStore(sentence: string): void;
  /** Stops following the sync. */
  stop(): void;
}

/** Registers everything that Slack can ask of the app. */
export function registerListeners(app: App, services: Services): Surfaces {
  const messages = backfillMessages(services);
  const home = createHome(services);
  const notices = createNotices(services);

  app.command('/sei-pagerduty', seiPagerDuty(services));
  app.action(CONNECT_ACTION, connectAction(services));
  app.view({ callback_id: CONNECT_VIEW, type: 'view_submission' }, connectSubmit(services, messages, home));
  integrationListeners(app, services, home);
  satelliteListeners(app, services);
  collectionListeners(app, services, home);
  mttrListeners(app, services);
  incidentListeners(app, services, home);
  profileListeners(app, services, home);
  digestListeners(app, services, home);

  homeListeners(app, services, home);
  app.options({ type: 'block_suggestion', action_id: ZONE_MENU }, zoneOptions(services));
  roleListeners(app, services, home);
  audienceListeners(app, services, home);
  auditListeners(app, services);
  dataListeners(app, services, home);
  app.event('app_uninstalled', appUninstalled(services));
  app.event('tokens_revoked', tokensRevoked(services));

  return {
    resume: messages.resume,
    aboutStore: notices.aboutStore,
    stop() {
      messages.stop();
      notices.stop();
      home.stop();
    },
  };
}

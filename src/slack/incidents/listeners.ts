import type { App } from '@slack/bolt';
import { excludeSubmit } from '../exclusions/exclude-submit.ts';
import { EXCLUDE_VIEW } from '../exclusions/exclude-view.ts';
import { INCLUDE_ACTION } from '../exclusions/exclusions-view.ts';
import { exclusionsAction, includeAction } from '../exclusions/list-actions.ts';
import type { Home } from '../home/create-home.ts';
import type { Services } from '../services.ts';
import { pageAction, switchesAction, withAllAction } from './change-action.ts';
import { incidentsCsvAction } from './csv-action.ts';
import {
  EXCLUSIONS_ACTION,
  INCIDENTS_ACTION,
  INCIDENTS_CSV_ACTION,
  PAGE_ACTION,
  ROW_ACTION,
  SWITCHES_ACTION,
  WITH_ALL_ACTION,
} from './incident-actions.ts';
import { incidentsAction } from './open-action.ts';
import { rowAction } from './row-action.ts';

/** Registers the drill-down: the incidents behind a number, what if, and exclusions by hand. */
export function incidentListeners(app: App, services: Services, home: Pick<Home, 'changed'>): void {
  app.action(INCIDENTS_ACTION, incidentsAction(services));
  app.action(SWITCHES_ACTION, switchesAction(services));
  app.action(new RegExp(`^${PAGE_ACTION}_(back|on)$`), pageAction(services));
  app.action(WITH_ALL_ACTION, withAllAction(services));
  app.action(ROW_ACTION, rowAction(services, home));
  app.action(INCIDENTS_CSV_ACTION, incidentsCsvAction(services));
  app.view({ callback_id: EXCLUDE_VIEW, type: 'view_submission' }, excludeSubmit(services, home));
  app.action(EXCLUSIONS_ACTION, exclusionsAction(services));
  app.action(INCLUDE_ACTION, includeAction(services, home));
}

import type { App } from '@slack/bolt';
import type { Services } from '../services.ts';
import { aboutAction, rowsAction } from './about-actions.ts';
import { askAction } from './ask-action.ts';
import { seiMttr } from './command.ts';
import { csvAction } from './csv-action.ts';
import { helpAction, metricHelpAction } from './help-actions.ts';
import {
  ABOUT_ACTION,
  ASK_ACTION,
  CHOOSE_ACTION,
  CSV_ACTION,
  HELP_ACTION,
  METRIC_HELP_ACTION,
  ROWS_ACTION,
  SHARE_ACTION,
} from './mttr-actions.ts';
import { shareAction } from './share-action.ts';

/** Registers `/sei-mttr` and everything that stands on its answers. */
export function mttrListeners(app: App, services: Services): void {
  app.command('/sei-mttr', seiMttr(services));
  app.action(ASK_ACTION, askAction(services));
  app.action(CHOOSE_ACTION, askAction(services));
  app.action(SHARE_ACTION, shareAction(services));
  app.action(HELP_ACTION, helpAction(services));
  app.action(METRIC_HELP_ACTION, metricHelpAction(services));
  app.action(ABOUT_ACTION, aboutAction(services));
  app.action(ROWS_ACTION, rowsAction(services));
  app.action(CSV_ACTION, csvAction(services));
}

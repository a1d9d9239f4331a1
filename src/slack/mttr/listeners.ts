import type { App } from '@slack/bolt';
import type { Services } from '../services.ts';
import { aboutButton, rowsButtonPressed } from './about-button.ts';
import { askAction } from './ask-action.ts';
import { ASK_ACTION } from './ask-button.ts';
import { seiMttr } from './command.ts';
import { csvAction } from './csv-button.ts';
import { ROWS_ACTION } from './groups-blocks.ts';
import { helpButton } from './help-button.ts';
import { METRIC_HELP_ACTION } from './metric-help.ts';
import { metricHelpButton } from './metric-help-button.ts';
import { ABOUT_ACTION, CSV_ACTION, SHARE_ACTION } from './next-questions.ts';
import { HELP_ACTION } from './problem-message.ts';
import { shareAction } from './share-button.ts';
import { CHOOSE_ACTION } from './unsettled-message.ts';

/** Registers `/sei-mttr` and everything that stands on its answers. */
export function mttrListeners(app: App, services: Services): void {
  app.command('/sei-mttr', seiMttr(services));
  app.action(ASK_ACTION, askAction(services));
  app.action(CHOOSE_ACTION, askAction(services));
  app.action(SHARE_ACTION, shareAction(services));
  app.action(HELP_ACTION, helpButton(services));
  app.action(METRIC_HELP_ACTION, metricHelpButton(services));
  app.action(ABOUT_ACTION, aboutButton(services));
  app.action(ROWS_ACTION, rowsButtonPressed(services));
  app.action(CSV_ACTION, csvAction(services));
}

import { type ListenerServices, onAction } from '../listener.ts';
import { respondTo } from '../respond-to.ts';
import { mttrHelp } from './help-message.ts';
import { metricHelp } from './metric-help.ts';
import { HELP_ACTION, METRIC_HELP_ACTION } from './mttr-actions.ts';

/** "What I can ask". */
export function helpAction(services: ListenerServices) {
  return onAction(services, HELP_ACTION, 'ask', (request) => respondTo(request, mttrHelp()));
}

/** "What the number means". */
export function metricHelpAction(services: ListenerServices) {
  return onAction(services, METRIC_HELP_ACTION, 'ask', (request) => respondTo(request, metricHelp()));
}

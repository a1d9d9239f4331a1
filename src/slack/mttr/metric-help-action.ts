import { type ListenerServices, onAction } from '../listener.ts';
import { respondTo } from '../respond-to.ts';
import { metricHelp } from './metric-help.ts';
import { METRIC_HELP_ACTION } from './mttr-actions.ts';

/** "What the number means". */
export function metricHelpAction(services: ListenerServices) {
  return onAction(services, METRIC_HELP_ACTION, 'ask', (request) => respondTo(request, metricHelp()));
}

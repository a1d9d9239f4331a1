import { type ListenerServices, onAction } from '../listener.ts';
import { respondTo } from '../respond-to.ts';
import { METRIC_HELP_ACTION, metricHelp } from './metric-help.ts';

/** "What the number means". */
export function metricHelpButton(services: ListenerServices) {
  return onAction(services, METRIC_HELP_ACTION, 'ask', (request) => respondTo(request, metricHelp()));
}

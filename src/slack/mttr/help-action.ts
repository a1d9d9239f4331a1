import { type ListenerServices, onAction } from '../listener.ts';
import { respondTo } from '../respond-to.ts';
import { mttrHelp } from './help-message.ts';
import { HELP_ACTION } from './mttr-actions.ts';

/** "Everything I understand". */
export function helpAction(services: ListenerServices) {
  return onAction(services, HELP_ACTION, 'ask', (request) => respondTo(request, mttrHelp()));
}

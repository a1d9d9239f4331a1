import { carried } from '../blocks/carried.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import type { Home } from './create-home.ts';
import { PAGE_ACTION } from './home-actions.ts';

/** "Show more" and "Back" on the Home. */
export function pageAction(services: ListenerServices, home: Home) {
  return onAction(services, PAGE_ACTION, 'see collections', ({ action, client, caller }) => {
    const from = carried(action);
    return home.publish({ client, caller }, /^\d{1,5}$/.test(from) ? Number(from) : 0);
  });
}

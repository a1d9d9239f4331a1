import { type ListenerServices, onHomeOpened } from '../listener.ts';
import type { Home } from './create-home.ts';

/** Somebody opened the app's Home: it is drawn afresh. */
export function homeOpened(services: ListenerServices, home: Home) {
  return onHomeOpened(services, async ({ event, client, caller }) => {
    if (event.tab === 'home') await home.publish({ client, caller });
  });
}

import { SETTINGS_ACTION } from '../home/home-actions.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { openModal } from '../open-modal.ts';
import type { Services } from '../services.ts';
import { settingsView } from './settings-view.ts';

/** "Settings". */
export function settingsAction(
  services: ListenerServices & Pick<Services, 'collections' | 'choices' | 'settings' | 'clock'>,
) {
  const { collections, choices, settings, access, clock } = services;
  return onAction(services, SETTINGS_ACTION, 'checked later', ({ body, client, caller }) =>
    openModal(services, { client, triggerId: body.trigger_id, title: 'Settings' }, async () => {
      const [nodes, own, workspace, standing] = await Promise.all([
        collections.tree(caller),
        choices.ofPerson(caller),
        settings.get(caller),
        access.standing(caller),
      ]);
      const home = nodes.flatMap(({ collection }) => (own.home?.includes(collection.id) ? [collection] : []));
      return settingsView({ standing, default: own.default, home, workspace, now: clock.now() });
    }),
  );
}

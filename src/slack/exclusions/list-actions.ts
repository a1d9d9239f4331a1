import type { Actor } from '../../access/actor.ts';
import { carried } from '../blocks/carried.ts';
import type { Home } from '../home/create-home.ts';
import { EXCLUSIONS_ACTION } from '../incidents/incident-actions.ts';
import { choiceIn } from '../incidents/incident-row.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { openModal } from '../open-modal.ts';
import { redrawView } from '../redraw-view.ts';
import type { Services } from '../services.ts';
import { exclusionsView, INCLUDE_ACTION } from './exclusions-view.ts';

type Needed = ListenerServices & Pick<Services, 'exclusions'>;

/** "Excluded by hand: 3": the list of them, above the drill-down. */
export function exclusionsAction(services: Needed) {
  return onAction(services, EXCLUSIONS_ACTION, 'checked later', ({ body, client, caller }) => {
    const opening = { client, triggerId: body.trigger_id, title: 'Excluded by hand', onTop: true };
    return openModal(services, opening, () => listView(services, caller));
  });
}

/** "Count it again" in the list. */
export function includeAction(services: Needed, home: Pick<Home, 'changed'>) {
  return onAction(services, INCLUDE_ACTION, 'exclude incidents', async (request) => {
    const { action, body, client, caller, tell } = request;
    const chosen = choiceIn(carried(action));
    if (chosen === null || body.view === undefined) return;
    const outcome = await services.exclusions.include(caller, chosen.incident);
    if (outcome.kind === 'refused') return tell(outcome.sentence);
    home.changed(caller.workspaceId);
    await redrawView(client, { id: body.view.id }, await listView(services, caller));
  });
}

async function listView(services: Needed, caller: Actor) {
  const [exclusions, { allowed }] = await Promise.all([
    services.exclusions.list(caller),
    services.access.decide(caller, 'exclude incidents'),
  ]);
  return exclusionsView(exclusions, allowed);
}

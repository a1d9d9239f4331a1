import { carried } from '../blocks/carried.ts';
import { anew } from '../exclusions/anew.ts';
import { excludeView } from '../exclusions/exclude-view.ts';
import type { Home } from '../home/create-home.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { stateOf } from './drill-state.ts';
import type { DrillServices } from './drill-view.ts';
import { ROW_ACTION } from './incident-actions.ts';
import { choiceIn } from './incident-row.ts';
import { redraw } from './redraw.ts';

/** What somebody chose to do with one incident: leave it out for a look, exclude it, count it again. */
export function rowAction(services: ListenerServices & DrillServices, home: Pick<Home, 'changed'>) {
  return onAction(services, ROW_ACTION, 'see incidents', async (request) => {
    const { action, body, client, caller, tell } = request;
    const state = stateOf(request);
    const chosen = choiceIn(carried(action));
    if (state === null || chosen === null) return;
    const { choice, incident } = chosen;
    switch (choice) {
      case 'without':
        return redraw(services, request, {
          ...state,
          offset: 0,
          whatIf: { ...state.whatIf, without: incident },
        });
      case 'exclude':
        await services.access.demand(caller, 'exclude incidents');
        return client.views.push({ trigger_id: body.trigger_id, view: excludeView({ incident, state }) });
      case 'include': {
        await services.access.demand(caller, 'exclude incidents');
        const outcome = await services.exclusions.include(caller, incident);
        if (outcome.kind === 'refused') return tell(outcome.sentence);
        home.changed(caller.workspaceId);
        return redraw(services, request, await anew(services, caller, state));
      }
    }
  });
}

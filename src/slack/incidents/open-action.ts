import { carried } from '../blocks/carried.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { openModal } from '../open-modal.ts';
import { drillInto } from './drill-state.ts';
import { type DrillServices, drillView } from './drill-view.ts';
import { INCIDENTS_ACTION } from './incident-actions.ts';

/** "14 incidents": exactly those behind the number. */
export function incidentsAction(services: ListenerServices & DrillServices) {
  return onAction(services, INCIDENTS_ACTION, 'checked later', async ({ action, body, client, caller }) => {
    const title = 'Incidents';
    await openModal(services, { client, triggerId: body.trigger_id, title }, () =>
      drillView(services, caller, drillInto(carried(action))),
    );
  });
}

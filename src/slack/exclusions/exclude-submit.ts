import { failureView } from '../blocks/failure-view.ts';
import { typedIn } from '../blocks/view-state.ts';
import { type DrillServices, drillView } from '../incidents/drill-view.ts';
import { type ListenerServices, onSubmit, refusalOf } from '../listener.ts';
import { redrawView } from '../redraw-view.ts';
import { anew } from './anew.ts';
import { EXCLUDE_VIEW, excludeForm } from './exclude-view.ts';

/** An incident is excluded with a reason; the drill-down below shows the number without it. */
export function excludeSubmit(services: ListenerServices & DrillServices) {
  return onSubmit(services, EXCLUDE_VIEW, async (request) => {
    const { ack, client, caller, view } = request;
    const refused = await refusalOf(services, 'exclude incidents', request);
    if (refused !== null) return ack({ response_action: 'update', view: failureView(refused) });
    const form = excludeForm(view.private_metadata);
    if (form === null) return ack({ response_action: 'update', view: failureView('Please open it again.') });
    const reason = typedIn(view.state.values, 'reason');
    const outcome = await services.exclusions.exclude(caller, form.incident, reason);
    if (outcome.kind === 'refused') {
      return ack({ response_action: 'errors', errors: { reason: outcome.sentence } });
    }
    // Closes this view: the drill-down is below it.
    await ack();
    if (!view.previous_view_id) return;
    const below = await drillView(services, caller, await anew(services, caller, form.state));
    await redrawView(client, { id: view.previous_view_id }, below);
  });
}

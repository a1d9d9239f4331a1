import { answerInTime, type SubmitAnswer } from '../answer-in-time.ts';
import { typedIn } from '../blocks/view-state.ts';
import type { Home } from '../home/create-home.ts';
import { type DrillServices, drillView } from '../incidents/drill-view.ts';
import { type ListenerServices, onSubmit, type SubmitRequest } from '../listener.ts';
import { redrawView } from '../redraw-view.ts';
import type { Services } from '../services.ts';
import { anew } from './anew.ts';
import { EXCLUDE_VIEW, excludeForm } from './exclude-view.ts';

type Needed = ListenerServices & DrillServices & Pick<Services, 'timing'>;

/** An incident is excluded with a reason; the drill-down below shows the number without it. */
export function excludeSubmit(services: Needed, home: Pick<Home, 'changed'>) {
  return onSubmit(services, EXCLUDE_VIEW, async (request) => {
    const { client, caller, view } = request;
    const form = excludeForm(view.private_metadata);
    const excluding = exclude(services, request, form);
    await answerInTime(services, request, excluding);
    if ((await excluding).kind !== 'closed' || form === null) return;
    home.changed(caller.workspaceId);
    if (!view.previous_view_id) return;
    const below = await drillView(services, caller, await anew(services, caller, form.state));
    await redrawView(client, { id: view.previous_view_id }, below);
  });
}

/** Closes the modal where it is done: the drill-down is below it. */
async function exclude(
  { exclusions }: Needed,
  { caller, view }: SubmitRequest,
  form: ReturnType<typeof excludeForm>,
): Promise<SubmitAnswer> {
  if (form === null) return { kind: 'failed', sentence: 'Please open it again.' };
  const reason = typedIn(view.state.values, 'reason');
  const outcome = await exclusions.exclude(caller, form.incident, reason);
  return outcome.kind === 'refused'
    ? { kind: 'errors', errors: { reason: outcome.sentence } }
    : { kind: 'closed' };
}

import { onAction } from '../listener.ts';
import { redrawView } from '../redraw-view.ts';
import { readDraft } from './digest-form.ts';
import { type DigestServices, GONE } from './digest-services.ts';
import { formView } from './open-digest-form.ts';

/** Who it goes to and whether it may be left out decide which inputs there are: the form is drawn anew. */
export function digestFormAction(services: DigestServices) {
  return onAction(services, 'digest_form', 'see digests', async ({ body, caller, client, tell }) => {
    const { view } = body;
    if (view === undefined) return undefined;
    const draft = readDraft(view.state.values, view.private_metadata);
    if (draft === null) return tell(GONE);
    const listed = draft.id === null ? null : await services.digests.get(caller, draft.id);
    const isPaused = listed ? listed.digest.paused !== null : null;
    const form = await formView(services, caller, draft, isPaused);
    await redrawView(client, view, form);
    return undefined;
  });
}

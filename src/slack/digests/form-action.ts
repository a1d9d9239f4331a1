import { onAction } from '../listener.ts';
import { slackErrorCode } from '../slack-error.ts';
import { readDraft } from './digest-form.ts';
import { type DigestServices, GONE } from './digest-services.ts';
import { formView } from './open-digest-form.ts';

/** Closed meanwhile, or drawn by a choice that came after this one. */
const OVERTAKEN: ReadonlySet<string> = new Set(['hash_conflict', 'not_found', 'view_not_found']);

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
    try {
      await client.views.update({ view_id: view.id, hash: view.hash, view: form });
    } catch (error) {
      if (!OVERTAKEN.has(slackErrorCode(error) ?? '')) throw error;
    }
    return undefined;
  });
}

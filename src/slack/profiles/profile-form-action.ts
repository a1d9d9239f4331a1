import { carried } from '../blocks/carried.ts';
import { ADD, REMOVE, withRow } from '../filters/filter-rows.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { redrawView } from '../redraw-view.ts';
import type { Services } from '../services.ts';
import { PROFILE_FILTERS } from './profile-actions.ts';
import { effectsOf } from './profile-effects.ts';
import { type ProfileDraft, readDraft } from './profile-form.ts';
import { profileFormView } from './profile-form-view.ts';

/** Everything that is chosen in the form draws it anew: other inputs for another field, and what it would change now. */
export function profileFormAction(services: ListenerServices & Pick<Services, 'profiles' | 'clock'>) {
  return onAction(services, 'profile_form', 'edit profiles', async ({ action, body, caller, client }) => {
    const { view } = body;
    if (view === undefined) return;
    const draft = changed(readDraft(view.state.values, view.private_metadata), action);
    const effects = await effectsOf(services, caller, draft).catch(() => null);
    const form = profileFormView({
      // What was asked before does not hold for what is chosen now.
      draft: { ...draft, confirmed: null },
      effects,
      now: services.clock.now(),
    });
    await redrawView(client, view, form);
  });
}

function changed(draft: ProfileDraft, action: Parameters<typeof carried>[0]): ProfileDraft {
  switch (action.action_id) {
    case `${PROFILE_FILTERS.form}_${ADD}`:
      return { ...draft, rows: withRow(draft.rows, PROFILE_FILTERS.fields) };
    case `${PROFILE_FILTERS.form}_${REMOVE}`:
      return { ...draft, rows: draft.rows.filter(({ key }) => String(key) !== carried(action)) };
    default:
      return draft;
  }
}

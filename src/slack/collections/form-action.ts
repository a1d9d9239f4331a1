import { carried } from '../blocks/carried.ts';
import { ADD, REMOVE, withRow } from '../filters/filter-rows.ts';
import { type ListenerServices, onAction } from '../listener.ts';
import { redrawView } from '../redraw-view.ts';
import type { Services } from '../services.ts';
import { COLLECTION_FILTERS } from './collection-actions.ts';
import { type CollectionForm, draftOf, readCollectionForm } from './collection-form.ts';
import { collectionFormView } from './collection-form-view.ts';

/** Everything that is chosen in the form draws it anew: other inputs for another field, and how many incidents match now. */
export function formAction(services: ListenerServices & Pick<Services, 'collections'>) {
  const { collections } = services;
  return onAction(
    services,
    'collection_form',
    'see collections',
    async ({ action, body, caller, client }) => {
      const { view } = body;
      if (view === undefined) return;
      const form = changed(readCollectionForm(view.state.values, view.private_metadata), action);
      const counts = await collections.matches(caller, draftOf(form)).catch(() => null);
      // What was asked before does not hold for what is chosen now.
      await redrawView(client, view, collectionFormView({ form: { ...form, confirmed: null }, counts }));
    },
  );
}

function changed(form: CollectionForm, action: Parameters<typeof carried>[0]): CollectionForm {
  const { form: name, fields } = COLLECTION_FILTERS;
  if (action.action_id === `${name}_${ADD}`) return { ...form, rows: withRow(form.rows, fields) };
  if (action.action_id !== `${name}_${REMOVE}`) return form;
  return { ...form, rows: form.rows.filter(({ key }) => String(key) !== carried(action)) };
}

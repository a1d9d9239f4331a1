import { COLLECTION_FIELDS } from '../../collections/collections.ts';
import { type FilterInputs, VALUES } from '../filters/filter-rows.ts';

/** Shows one collection: a button (its value is the id), or a menu that searches. `_0`… where several stand in one message. */
export const OPEN_ACTION = 'collection_open';
/** Shows all of them: `tree:0`, `flat:40`. */
export const BROWSE_ACTION = 'collection_browse';
export const NEW_ACTION = 'collection_new';
export const EDIT_ACTION = 'collection_edit';
export const DELETE_ACTION = 'collection_delete';
export const ADOPT_ACTION = 'collection_adopt';
/** Makes it the caller's default; without a value takes the choice back. */
export const MINE_ACTION = 'collection_mine';
/** The same for the channel in which it is pressed. */
export const CHANNEL_ACTION = 'collection_channel';

/** Inside the form. */
export const FORM_ACTION = /^collection_form_/;
export const PLACE_ACTION = 'collection_form_place';
export const INTEGRATIONS_ACTION = 'collection_form_integrations';

export const COLLECTION_FILTERS: FilterInputs = { form: 'collection_form', fields: COLLECTION_FIELDS };
export const VALUES_ACTION = `${COLLECTION_FILTERS.form}_${VALUES}`;

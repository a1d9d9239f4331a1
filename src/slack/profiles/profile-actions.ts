import { PROFILE_FIELDS } from '../../profiles/profiles.ts';
import { type FilterInputs, VALUES } from '../filters/filter-rows.ts';

/** Opens the form of a new profile, above the list. */
export const NEW_PROFILE_ACTION = 'profile_new';
/** What is done with one profile of the list: `edit <id>`, `delete <id>`. */
export const PROFILE_ROW_ACTION = 'profile_row';

export const PROFILE_ACCOUNTS_ACTION = 'profile_accounts';
export const PROFILE_PLACES_ACTION = 'profile_places';
export const PROFILE_TRACK_ACTION = 'profile_track';

/** What is filled in again after every choice in the form: all its inputs begin so. */
export const PROFILE_FORM_ACTION = /^profile_(?:field|operator|values|add|remove|accounts|places|track)$/;

export const PROFILE_FILTERS: FilterInputs = { form: 'profile', fields: PROFILE_FIELDS };
export const PROFILE_VALUES_ACTION = `${PROFILE_FILTERS.form}_${VALUES}`;

/** The place that stands for the whole workspace. */
export const WORKSPACE_PLACE = { value: 'workspace', label: 'Whole workspace (the default)' };

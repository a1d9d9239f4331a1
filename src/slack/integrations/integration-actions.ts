/**
 * Buttons of an integration; their value is its id. Where several stand in one message, `_0`, `_1`… follows: action ids
 * are unique in a message.
 */
export const STATUS_ACTION = 'integration_status';
export const SYNC_ACTION = 'integration_sync';
export const SEVERITIES_ACTION = 'integration_severities';
export const EDIT_ACTION = 'integration_edit';
export const REAUTH_ACTION = 'integration_reauth';
export const PAUSE_ACTION = 'integration_pause';
export const RESUME_ACTION = 'integration_resume';
export const DELETE_ACTION = 'integration_delete';
export const SPOT_ACTION = 'integration_spot';

/** Shows all integrations; the value, where there is one, is how many to leave out at the beginning. */
export const LIST_ACTION = 'integration_list';

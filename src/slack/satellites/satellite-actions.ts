/** A new `satellite.yml`; the value is the integration's id, or `all`. Where several stand in one message, `_0`, `_1`… follows. */
export const SATELLITE_FILE_ACTION = 'satellite_file';
/** Revokes one satellite; the value is its id and that of the integration whose status is shown. */
export const SATELLITE_REVOKE_ACTION = 'satellite_revoke';
/** The checkbox of the connect form. */
export const SATELLITE_TICK_ACTION = 'connect_satellite';

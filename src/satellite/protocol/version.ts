/** The version of the protocol that this code speaks, on either side. Raised when an older side would misunderstand. */
export const PROTOCOL = 1;

/** The oldest version that the app still takes from a satellite. */
export const OLDEST_PROTOCOL = 1;

/** Header of every request: the version of the protocol that the satellite speaks, a whole number. */
export const PROTOCOL_HEADER = 'sei-satellite-protocol';

/** Header of every request with a key: the workspace, `satellite.tenant` of the file. */
export const TENANT_HEADER = 'sei-satellite-tenant';

/** Shows who has which role. */
export const ROLES_ACTION = 'roles';
/** Opens the form in which an admin gives a role. */
export const ROLE_FORM_ACTION = 'role_form';
export const ROLE_VIEW = 'role';
/** Asks the admins for a role; the value is the role. */
export const ROLE_REQUEST_ACTION = 'role_request';
/** Answer such a request; the value is who asked. */
export const ROLE_GRANT_ACTION = 'role_grant';
export const ROLE_DECLINE_ACTION = 'role_decline';

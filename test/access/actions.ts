import { type Action, PERMISSIONS } from '../../src/access/permissions.ts';

/** All actions, in the order of the table. */
export const ACTIONS = Object.keys(PERMISSIONS) as readonly Action[]; // the keys of the table

/** What somebody is in the workspace. `stranger`: of another organisation, gone, or not a person. */
export type Membership = 'owner' | 'admin' | 'member' | 'guest' | 'stranger';

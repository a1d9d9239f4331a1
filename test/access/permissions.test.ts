import { describe, expect, test } from 'vitest';
import { type Action, allows } from '../../src/access/permissions.ts';
import type { Membership } from '../../src/domain/membership.ts';
import { ROLES, type Role, type Standing, standingOf } from '../../src/domain/role.ts';
import { ACTIONS } from './actions.ts';

/** Who may do what, as the product says it: written down once more, so that a slip in the table shows. */
const VIEWERS: readonly Action[] = [
  'ask',
  'share',
  'see incidents',
  'export csv',
  'see integrations',
  'see collections',
  'choose default collection',
  'see profiles',
  'see digests',
  'manage own digest',
  'see roles',
  'request role',
];
const COLLECTION_ADMINS: readonly Action[] = [
  'exclude incidents',
  'choose channel collection',
  'create collection',
  'edit collection',
  'delete collection',
  'manage channel digest',
];

describe('every action', () => {
  const expected = (action: Action): Standing[] => {
    if (VIEWERS.includes(action)) return ['viewer', 'collection admin', 'admin'];
    return COLLECTION_ADMINS.includes(action) ? ['collection admin', 'admin'] : ['admin'];
  };
  test.each(ACTIONS)('%s', (action) => {
    const standings: Standing[] = ['viewer', 'collection admin', 'admin', 'guest', 'stranger'];
    expect(standings.filter((standing) => allows(standing, action))).toEqual(expected(action));
  });
});

test('what somebody is in the workspace decides, then what was given to them', () => {
  const rows = (['owner', 'admin', 'member', 'guest', 'stranger'] as Membership[]).map((membership) =>
    ([null, ...ROLES] as (Role | null)[]).map((given) => standingOf(membership, given)),
  );
  expect(rows).toEqual([
    ['admin', 'admin', 'admin', 'admin'],
    ['admin', 'viewer', 'collection admin', 'admin'],
    ['viewer', 'viewer', 'collection admin', 'admin'],
    ['guest', 'guest', 'guest', 'guest'],
    ['stranger', 'stranger', 'stranger', 'stranger'],
  ]);
});

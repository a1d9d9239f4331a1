import { expect, test } from 'vitest';
import { createRoles } from '../../src/access/create-roles.ts';
import { memoryRoles } from './memory-roles.ts';

const NOW = 1_795_337_820;
const OWNER = { workspaceId: 'T1', teamId: 'T1', userId: 'UOWNER' };

/** Bob, a member, asked to be Collection Admin; since then somebody may have given him a role. */
async function afterBobAsked(since: 'admin' | 'collection admin' | null) {
  const store = memoryRoles();
  const roles = createRoles({
    store,
    people: {
      person: async ({ userId }) => ({
        userId,
        membership: userId === 'UOWNER' ? 'owner' : 'member',
        zone: null,
      }),
      admins: async () => ['UOWNER'],
    },
    access: { demand: async () => 'viewer' },
    audit: { record: async () => {} },
    clock: { now: () => NOW },
  });
  if (since !== null) await roles.give(OWNER, 'UBOB', since);
  // Whatever the store does with requests when a role is given: this one is still there.
  await store.saveRequest({ workspaceId: 'T1', userId: 'UBOB', role: 'collection admin', requestedAt: NOW });
  return { store, roles };
}

test('a request is granted to who has less', async () => {
  const { store, roles } = await afterBobAsked(null);
  expect(await roles.answer(OWNER, 'UBOB', 'grant')).toMatchObject({
    kind: 'given',
    role: 'collection admin',
  });
  expect((await store.get('T1', 'UBOB'))?.role).toBe('collection admin');
});

test.each(['admin', 'collection admin'] as const)(
  'an old request takes nothing from who is %s since, and is answered with that',
  async (since) => {
    const { store, roles } = await afterBobAsked(since);
    expect(await roles.answer(OWNER, 'UBOB', 'grant')).toEqual({
      kind: 'refused',
      sentence: '<@UBOB> has all that Collection Admin may do already: nothing was changed.',
    });
    expect((await store.get('T1', 'UBOB'))?.role).toBe(since);
    expect(await store.request('T1', 'UBOB')).toBeUndefined();
    expect(await roles.answer(OWNER, 'UBOB', 'grant')).toEqual({ kind: 'gone' });
  },
);

import { expect, test } from 'vitest';
import { createRoles } from '../../src/access/create-roles.ts';
import type { Audit } from '../../src/audit/audit.ts';
import { memoryRoles } from './memory-roles.ts';

const NOW = 1_795_337_820;
const OWNER = { workspaceId: 'T1', teamId: 'T1', userId: 'UOWNER' };

/** Bob, a member, asked to be Collection Admin; since then somebody may have given him a role. */
async function afterBobAsked(
  since: 'admin' | 'collection admin' | null,
  record: Audit['record'] = async () => {},
) {
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
    audit: { record },
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

test('a role that cannot be recorded is not given, and its request still waits', async () => {
  const { store, roles } = await afterBobAsked(null, () => Promise.reject(new Error('The disk is full.')));
  await expect(roles.answer(OWNER, 'UBOB', 'grant')).rejects.toThrow('The disk is full.');
  expect(await store.get('T1', 'UBOB')).toBeUndefined();
  expect(await store.request('T1', 'UBOB')).toBeDefined();
});

test('a role is recorded before it is given, so that no death between the two leaves one that nobody gave', async () => {
  const seen: unknown[] = [];
  const { store, roles } = await afterBobAsked(null, async (_by, { what, before, after }) => {
    seen.push({ what, before, after, given: await store.get('T1', 'UBOB') });
  });
  await roles.answer(OWNER, 'UBOB', 'grant');
  expect(seen).toEqual([
    {
      what: 'role given',
      before: { role: 'Viewer' },
      after: { role: 'Collection Admin' },
      given: undefined,
    },
  ]);
});

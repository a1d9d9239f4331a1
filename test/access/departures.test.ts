import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkDepartures } from '../../src/access/departures.ts';
import type { Digest } from '../../src/domain/digest.ts';
import type { Integration } from '../../src/domain/integration.ts';
import type { Membership } from '../../src/domain/membership.ts';
import { withoutKey } from '../../src/integrations/erased-key.ts';
import { createLog } from '../../src/log.ts';
import type { People } from '../../src/people/people.ts';
import { digest, integration } from '../store/records.ts';
import { NOW, startWorkspaces, type Workspaces } from './workspaces.ts';

let services: Workspaces;
let memberships: Record<string, Membership | 'no answer'>;
let passed: Integration[];
let digestsPassed: Digest[];
/** What happens while Slack is asked who the heir is. */
let meanwhile: () => Promise<void>;
beforeEach(async () => {
  services = await startWorkspaces();
  memberships = { owner: 'owner', first: 'member', dana: 'member' };
  passed = [];
  digestsPassed = [];
  meanwhile = async () => {};
  const { integrations, roles } = services.store;
  await integrations.save(integration({ ownerId: 'dana' }));
  await roles.save({ workspaceId: 'T1', userId: 'first', role: 'admin', givenBy: 'owner', givenAt: NOW });
  await roles.save({ workspaceId: 'T1', userId: 'dana', role: 'admin', givenBy: 'owner', givenAt: NOW + 1 });
});
afterEach(() => services.stop());

function check(): Promise<void> {
  const people: People = {
    async person({ userId }) {
      const membership = memberships[userId] ?? 'stranger';
      if (membership === 'no answer') throw new Error('Slack does not answer.');
      return { userId, membership, zone: null };
    },
    async admins() {
      await meanwhile();
      return ['owner'];
    },
  };
  const { store, audit } = services;
  const onPassed = async (each: Integration) => void passed.push(each);
  const onDigestPassed = async (each: Digest) => void digestsPassed.push(each);
  return checkDepartures({ store, people, audit, log: createLog('silent'), onPassed, onDigestPassed });
}
const ownerNow = async () => (await services.store.integrations.get('T1', 'acme'))?.ownerId;

test('who is still there keeps role and accounts', async () => {
  await check();
  expect(await ownerNow()).toBe('dana');
  expect(await services.store.roles.list('T1')).toHaveLength(2);
});

test.each<Membership>(['stranger', 'guest'])(
  'who became a %s loses the role, and an admin owns what was theirs',
  async (now) => {
    memberships.dana = now;
    await check();
    expect(await ownerNow()).toBe('first');
    expect(passed.map(({ ownerId }) => ownerId)).toEqual(['first']);
    expect((await services.store.roles.list('T1')).map(({ userId }) => userId)).toEqual(['first']);
    await check();
    expect(passed).toHaveLength(1);
  },
);

test('the audit log says what somebody who left had, and who has it now', async () => {
  const { audit, store } = services;
  const place = { kind: 'person', userId: 'dana' } as const;
  await store.digests.save(digest({ id: 'channel', ownerId: 'dana' }));
  await store.digests.save(digest({ id: 'own', ownerId: 'dana', place }));
  memberships.dana = 'stranger';
  await check();
  const told = await audit.list({ workspaceId: 'T1', teamId: 'T1', userId: 'owner' }, 10);
  const changes = told.map(({ what, objectId, before, after }) => ({ what, objectId, before, after }));
  expect(changes.toReversed()).toEqual([
    {
      what: 'role taken from somebody who left',
      objectId: 'dana',
      before: { role: 'SEI Admin' },
      after: { role: null },
    },
    {
      what: 'integration passed to an admin',
      objectId: null,
      before: { owner: 'dana' },
      after: { owner: 'first' },
    },
    {
      what: 'digest passed to an admin',
      objectId: null,
      before: { owner: 'dana' },
      after: { owner: 'first' },
    },
    {
      what: 'digest of somebody who left deleted',
      objectId: null,
      before: expect.objectContaining({ to: 'a person', paused: null }),
      after: null,
    },
  ]);
  // In the log itself stand pseudonyms: they break with the workspace's data.
  const kept = JSON.stringify(await store.audit.read('T1'));
  expect(kept).not.toMatch(/"(dana|first)"/);
});

test('where those who were made admins left, too, an owner of the workspace takes over', async () => {
  memberships.dana = 'stranger';
  memberships.first = 'stranger';
  await check();
  expect(await ownerNow()).toBe('owner');
});

test('where Slack does not answer, nobody loses anything', async () => {
  memberships.dana = 'no answer';
  await check();
  expect(await ownerNow()).toBe('dana');
  expect(await services.store.roles.get('T1', 'dana')).toBeDefined();
});

test('the digest of a channel passes to an admin, one to themselves ends with them', async () => {
  const { digests } = services.store;
  const place = { kind: 'person', userId: 'dana' } as const;
  await digests.save(digest({ id: 'channel', ownerId: 'dana' }));
  await digests.save(digest({ id: 'own', ownerId: 'dana', place }));
  await digests.save(digest({ id: 'other', ownerId: 'first' }));
  await check();
  expect(digestsPassed).toEqual([]);
  memberships.dana = 'stranger';
  await check();
  const left = await digests.list('T1');
  expect(left.map(({ id, ownerId }) => [id, ownerId])).toEqual([
    ['channel', 'first'],
    ['other', 'first'],
  ]);
  expect(digestsPassed.map(({ id }) => id)).toEqual(['channel']);
});

test('a key that is taken away while Slack is asked does not come back with the heir', async () => {
  const { integrations } = services.store;
  memberships.dana = 'stranger';
  meanwhile = () => integrations.save(withoutKey(integration({ ownerId: 'dana' })));
  await check();
  expect(await integrations.get('T1', 'acme')).toMatchObject({ ownerId: 'first', apiKey: '', paused: true });
});

test('an account that is deleted while Slack is asked stays deleted, and is passed to nobody', async () => {
  const { integrations } = services.store;
  memberships.dana = 'stranger';
  meanwhile = () => integrations.delete('T1', 'acme');
  await check();
  expect(await integrations.get('T1', 'acme')).toBeUndefined();
  expect(passed).toEqual([]);
});

test('an account that got another owner while Slack was asked stays with them', async () => {
  const { integrations } = services.store;
  memberships.dana = 'stranger';
  meanwhile = () => integrations.save(integration({ ownerId: 'owner' }));
  await check();
  expect(await ownerNow()).toBe('owner');
  expect(passed).toEqual([]);
});

test('a digest that got another owner while Slack was asked stays with them', async () => {
  const { digests, integrations } = services.store;
  await integrations.save(integration({ ownerId: 'owner' }));
  await digests.save(digest({ id: 'channel', ownerId: 'dana' }));
  memberships.dana = 'stranger';
  meanwhile = async () =>
    void (await digests.update('T1', 'channel', (known) => ({ ...known, ownerId: 'carol' })));
  await check();
  expect(await digests.get('T1', 'channel')).toMatchObject({ ownerId: 'carol' });
  expect(digestsPassed).toEqual([]);
});

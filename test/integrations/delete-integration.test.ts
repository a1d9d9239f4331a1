import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Profile } from '../../src/domain/profile.ts';
import { createUpkeep } from '../../src/integrations/create-upkeep.ts';
import { withoutKey } from '../../src/integrations/erased-key.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Store } from '../../src/store/store.ts';
import { collection, exclusion, incident, integration } from '../store/records.ts';

const ALICE = { workspaceId: 'T1', userId: 'U1', teamId: 'T1' };

let store: Store;
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sei-delete-'));
  store = await openJsonStore({ dataDir });
  await store.integrations.save(integration({ id: 'eu', name: 'EU' }));
  await store.integrations.save(integration({ id: 'us', name: 'US' }));
  await store.collections.save(collection({ id: 'c1', name: 'Payments', integrationIds: ['eu', 'us'] }));
  await store.profiles.save(profile({ id: 'p1', name: 'Urgent in the EU', integrationIds: ['eu'] }));
  await store.profiles.save(profile({ id: 'p2', name: 'Everywhere', integrationIds: null }));
});
afterEach(async () => {
  await store.close();
  await rm(dataDir, { recursive: true });
});

function profile(change: Partial<Profile>): Profile {
  return {
    workspaceId: 'T1',
    id: 'p1',
    name: 'Urgent',
    integrationIds: null,
    filter: [],
    track: 'resolved',
    ...change,
  };
}

function upkeep(integrations: Partial<Store['integrations']> = {}) {
  const unasked = () => {
    throw new Error('Nothing of this is asked here.');
  };
  return createUpkeep({
    store: { ...store, integrations: { ...store.integrations, ...integrations } },
    access: { demand: async () => 'admin' },
    stillPermitted: (_actor, _permission, write) => write(),
    connect: unasked,
    keyring: { seal: unasked },
    sync: { halt: async () => {}, syncNow: unasked },
    allowedOrigins: [],
    egressIps: [],
    lookup: unasked,
  });
}

test('before an account is deleted, the collections and profiles that name it are told', async () => {
  expect(await upkeep().affectedBy(ALICE, 'eu')).toEqual({
    incidents: 0,
    collections: ['Payments'],
    profiles: ['Urgent in the EU'],
  });
});

test('then none names it any more, and what looked at it alone looks at nothing', async () => {
  await upkeep().delete(ALICE, 'eu');
  const [payments] = await store.collections.list('T1');
  expect(payments?.integrationIds).toEqual(['us']);
  const profiles = await store.profiles.list('T1');
  expect(profiles.map(({ id, integrationIds }) => [id, integrationIds])).toEqual([
    ['p1', []],
    ['p2', null],
  ]);
});

test('who could see it is forgotten with it, and what was excluded of it', async () => {
  for (const id of ['eu', 'us']) {
    const only = { channelIds: [], userIds: ['U1'] };
    const subject = { kind: 'integration', id } as const;
    await store.audiences.save({ workspaceId: 'T1', subject, only, privateTeams: 'left out' });
    await store.exclusions.save(exclusion({ id: `of ${id}`, integrationId: id }));
  }
  await upkeep().delete(ALICE, 'eu');
  expect((await store.audiences.list('T1')).map(({ subject }) => subject.id)).toEqual(['us']);
  expect((await store.exclusions.list('T1')).map(({ id }) => id)).toEqual(['of us']);
});

describe('an edit', () => {
  const form = { name: 'Europe', description: '', tags: [], titles: 'shown' } as const;
  /** Does something between the decision that somebody may edit and the writing. */
  const crossing = (meanwhile: () => Promise<unknown>) =>
    upkeep({
      async list(workspaceId) {
        const all = await store.integrations.list(workspaceId);
        await meanwhile();
        return all;
      },
    });

  test('does not bring back an account that is deleted meanwhile', async () => {
    const outcome = await crossing(() => upkeep().delete(ALICE, 'eu')).edit(ALICE, 'eu', form);
    expect(outcome).toEqual({ kind: 'gone' });
    expect((await store.integrations.list('T1')).map(({ id }) => id)).toEqual(['us']);
  });

  test('does not bring back a key that is erased meanwhile, nor end a pause', async () => {
    const erase = () =>
      store.integrations.update('T1', 'eu', (known) => (known.mode === 'cloud' ? withoutKey(known) : known));
    await crossing(erase).edit(ALICE, 'eu', form);
    const [europe] = await store.integrations.list('T1');
    expect(europe).toMatchObject({ name: 'Europe', apiKey: '', paused: true });
  });
});

test('T20 nothing of it is in any file any more, neither its key nor a title', async () => {
  await store.sync.commit('T1', 'eu', {
    incidents: [incident({ integrationId: 'eu', title: 'secret-title' })],
  });
  const { apiKey } = integration();
  const holding = async (text: string) => {
    const files = await readdir(dataDir, { recursive: true, withFileTypes: true });
    const texts = files
      .filter((file) => file.isFile())
      .map((file) => readFile(join(file.parentPath, file.name), 'latin1'));
    return (await Promise.all(texts)).filter((content) => content.includes(text)).length;
  };
  expect(await holding('secret-title')).toBeGreaterThan(0);
  await upkeep().delete(ALICE, 'us');
  await upkeep().delete(ALICE, 'eu');
  expect(await holding('secret-title')).toBe(0);
  expect(await holding(apiKey)).toBe(0);
});

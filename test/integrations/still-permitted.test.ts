import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAccess } from '../../src/access/create-access.ts';
import { RefusedError } from '../../src/access/refused-error.ts';
import type { Membership } from '../../src/domain/membership.ts';
import { createInstallations } from '../../src/installations/create-installations.ts';
import type { Installations } from '../../src/installations/installations.ts';
import { NotInstalledError } from '../../src/installations/tokens.ts';
import { type AskedConnections, createAskedConnections } from '../../src/integrations/asked-connections.ts';
import { createConnections } from '../../src/integrations/create-connections.ts';
import { createUpkeep } from '../../src/integrations/create-upkeep.ts';
import { stillPermitted } from '../../src/integrations/still-permitted.ts';
import type { Upkeep } from '../../src/integrations/upkeep.ts';
import { createLog } from '../../src/log.ts';
import type { ConnectPagerDuty } from '../../src/pagerduty/client.ts';
import { connectPagerDuty } from '../../src/pagerduty/connect-pagerduty.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Store } from '../../src/store/store.ts';
import { type PagerDutySimulator, startPagerDuty } from '../simulators/pagerduty/start.ts';
import { integration } from '../store/records.ts';

const NOW = 1_795_168_800;
const BOB = { workspaceId: 'T1', teamId: 'T1', userId: 'bob' };

let pagerduty: PagerDutySimulator;
let store: Store;
let dataDir: string;
let installations: Installations;
let connections: AskedConnections;
let upkeep: Upkeep;
let memberships: Record<string, Membership>;
/** What happens once PagerDuty has said yes, before its answer is read. */
let meanwhile: () => Promise<void>;
/** The same where PagerDuty is not asked: between the last decision and the write. */
let afterLastDecision: () => Promise<void>;

beforeEach(async () => {
  pagerduty = await startPagerDuty({ incidents: [] });
  dataDir = await mkdtemp(join(tmpdir(), 'sei-still-permitted-'));
  store = await openJsonStore({ dataDir });
  memberships = { bob: 'member', alice: 'owner' };
  meanwhile = afterLastDecision = async () => {};
  const clock = { now: () => NOW };
  const keyring = createKeyring({ current: randomBytes(32) });
  const sync = {
    halt: async () => {},
    syncNow: async () => 'started' as const,
    wantSeverities: async () => {},
  };
  const audit = { record: async () => {} };
  const people = {
    person: async ({ userId }: { readonly userId: string }) => ({
      userId,
      membership: memberships[userId] ?? 'stranger',
      zone: null,
    }),
    admins: async () => ['alice'],
  };
  const access = createAccess({ people, roles: store.roles, isShown: async () => true });
  installations = createInstallations({
    store,
    keyring,
    sync,
    audit,
    clock,
    log: createLog('silent'),
    inTurn: (_key, work) => work(),
  });
  const asked = connectPagerDuty({ clock });
  const connect: ConnectPagerDuty = (account) => {
    const client = asked(account);
    return {
      ...client,
      async identify(signal) {
        const identity = await client.identify(signal);
        await meanwhile();
        return identity;
      },
    };
  };
  const checked = {
    connect,
    keyring,
    sync,
    stillPermitted: stillPermitted({ access, installations }),
    allowedOrigins: [new URL(pagerduty.url).origin],
    egressIps: [],
    lookup: async () => ['8.8.8.8'],
  };
  connections = createAskedConnections({
    connections: createConnections({ ...checked, store, clock, newId: () => 'new' }),
    integrations: store.integrations,
    sync,
    access: {
      ...access,
      async demand(...asking) {
        const standing = await access.demand(...asking);
        if (asking[1] === 'manage satellites') await afterLastDecision();
        return standing;
      },
    },
    audit,
  });
  upkeep = createUpkeep({ ...checked, store, access });
  await store.roles.save({
    workspaceId: 'T1',
    userId: 'bob',
    role: 'admin',
    givenBy: 'alice',
    givenAt: NOW,
  });
  await store.integrations.save(integration({ url: pagerduty.url, username: 'dana@example.com' }));
});
afterEach(async () => {
  await store.close();
  await pagerduty.stop();
  await rm(dataDir, { recursive: true });
});

const facts = { description: '', tags: [], titles: 'shown' } as const;

const WAYS = {
  connect: () =>
    connections.connect(BOB, {
      ...facts,
      name: 'Production',
      url: pagerduty.url,
      username: 'dana@example.com',
      apiKey: pagerduty.apiKey,
      acceptsUserKey: false,
    }),
  'connect with a satellite': () =>
    connections.connectSatellite(BOB, {
      ...facts,
      name: 'Plant',
      url: 'https://pagerduty.corp.example',
      username: 'dana@example.com',
    }),
  'another key': () =>
    upkeep.reauthenticate(BOB, 'acme', { apiKey: pagerduty.apiKey, acceptsUserKey: false }),
};
const cases = Object.entries(WAYS);

/** What is stored of accounts and keys. */
const stored = async () => JSON.stringify(await store.integrations.list('T1'));
function happens(work: () => Promise<void>): void {
  meanwhile = work;
  afterLastDecision = work;
}

describe('what was asked for before', () => {
  test.each(cases)('%s: a role that stays does no harm', async (_name, way) => {
    const before = await stored();
    expect(await way()).toMatchObject({ kind: 'connected' });
    expect(await stored()).not.toBe(before);
  });

  test.each(cases)('%s: a role that was taken meanwhile stores nothing', async (_name, way) => {
    const before = await stored();
    happens(() => store.roles.delete('T1', 'bob'));
    await expect(way()).rejects.toBeInstanceOf(RefusedError);
    expect(await stored()).toBe(before);
  });

  test.each(cases)('%s: somebody who left meanwhile stores nothing', async (_name, way) => {
    const before = await stored();
    happens(async () => {
      memberships.bob = 'stranger';
    });
    await expect(way()).rejects.toBeInstanceOf(RefusedError);
    expect(await stored()).toBe(before);
  });

  test.each(cases)('%s: where the app was removed meanwhile, no key comes back', async (_name, way) => {
    happens(() => installations.left('T1', NOW));
    await expect(way()).rejects.toBeInstanceOf(NotInstalledError);
    expect(await store.integrations.list('T1')).toMatchObject([{ id: 'acme', apiKey: '', paused: true }]);
  });

  test('a removal that begins while a key is written waits, and takes it along', async () => {
    let removal: Promise<void> | undefined;
    const save = store.integrations.save;
    store.integrations.save = async (saved) => {
      removal ??= installations.left('T1', NOW);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return save(saved);
    };
    await WAYS.connect();
    await removal;
    expect(await store.integrations.list('T1')).toMatchObject([
      { id: 'acme', apiKey: '', paused: true },
      { id: 'new', apiKey: '', paused: true },
    ]);
  });
});

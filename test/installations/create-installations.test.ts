import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createInstallations, GRACE } from '../../src/installations/create-installations.ts';
import type { Installations } from '../../src/installations/installations.ts';
import { createLog } from '../../src/log.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Store } from '../../src/store/store.ts';
import { integration } from '../store/records.ts';
import { enrolment, satellite } from '../store/satellite-records.ts';

const START = 1_795_168_800;

let store: Store;
let dataDir: string;
let now: number;
let installations: Installations;
/** Workspaces whose syncs cannot be stopped. */
let stuck: Set<string>;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sei-installations-'));
  store = await openJsonStore({ dataDir });
  now = START;
  stuck = new Set();
  installations = createInstallations({
    store,
    keyring: createKeyring({ current: randomBytes(32) }),
    sync: {
      async halt(workspaceId) {
        if (stuck.has(workspaceId)) throw new Error('The sync does not stop.');
      },
    },
    audit: { record: async () => {} },
    clock: { now: () => now },
    log: createLog('silent'),
    inTurn: (_key, work) => work(),
  });
});
afterEach(async () => {
  await store.close();
  await rm(dataDir, { recursive: true });
});

function install(workspaceId: string) {
  return installations.installed({
    workspaceId,
    kind: 'team',
    name: workspaceId,
    botId: 'B1',
    botUserId: 'U0',
    scopes: [],
    installerId: 'U1',
    accessToken: 'xoxb-of-a-test',
    rotation: null,
  });
}
const connect = (workspaceId: string) => store.integrations.save(integration({ workspaceId }));
const account = (workspaceId: string) => store.integrations.get(workspaceId, 'acme');

/** T1 and T2 with an account each, both left. */
async function bothLeave(): Promise<void> {
  for (const workspaceId of ['T1', 'T2']) {
    await install(workspaceId);
    await connect(workspaceId);
    await installations.left(workspaceId, now);
  }
}

describe('T20 data that stays when it should go', () => {
  test('a key that was being stored while the app was removed goes with the next sweep', async () => {
    await bothLeave();
    await connect('T1');
    await installations.sweep();
    expect(await account('T1')).toMatchObject({ apiKey: '', apiKeyHint: '', paused: true });
  });

  test('so does a satellite that enrolled in that moment, and the file for one', async () => {
    await bothLeave();
    await store.satellites.save(satellite());
    await store.satellites.saveEnrolment(enrolment());
    await installations.sweep();
    expect(await store.satellites.list('T1')).toEqual([]);
    expect(await store.satellites.enrolments('T1')).toEqual([]);
  });

  test.each([
    ['a second before the grace ends', GRACE - 1, 'returned', true],
    ['the second it ends, though no sweep has come by', GRACE, 'new', false],
  ])('installed again %s', async (_when, after, outcome, kept) => {
    await bothLeave();
    now += after;
    expect(await install('T1')).toBe(outcome);
    expect((await account('T1')) !== undefined).toBe(kept);
    expect((await store.installations.get('T1'))?.leftAt).toBeNull();
  });

  test('one workspace that cannot be deleted keeps no other from it, and is tried again', async () => {
    await bothLeave();
    await connect('T1');
    stuck.add('T1');
    now += GRACE;
    await installations.sweep();
    expect(await account('T2')).toBeUndefined();
    expect(await account('T1')).toBeDefined();
    stuck.clear();
    await installations.sweep();
    expect(await account('T1')).toBeUndefined();
  });

  test('one removal that fails keeps no other from it, and is tried again', async () => {
    await install('T1');
    await connect('T1');
    stuck.add('T1');
    await expect(installations.left('T1', now)).rejects.toThrow('does not stop');
    await install('T2');
    await connect('T2');
    await installations.left('T2', now);
    now += GRACE;
    await installations.sweep();
    expect(await account('T2')).toBeUndefined();
    stuck.clear();
    await installations.sweep();
    expect(await store.installations.get('T1')).toMatchObject({ tokens: null, leftAt: now });
  });

  test('where one sync does not stop, the keys of the others and the tokens are gone all the same', async () => {
    await install('T1');
    await connect('T1');
    await store.integrations.save(integration({ id: 'other', name: 'Other' }));
    stuck.add('T1');
    await installations.left('T1', now).catch(() => {});
    const keys = (await store.integrations.list('T1')).map((each) => 'apiKey' in each && each.apiKey);
    expect(keys).toEqual(['', '']);
    expect((await store.installations.get('T1'))?.tokens).toBeNull();
  });
});

import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createAudit } from '../../src/audit/create-audit.ts';
import type { SealedSecret } from '../../src/domain/integration.ts';
import { createInstallations, GRACE } from '../../src/installations/create-installations.ts';
import type { Installations } from '../../src/installations/installations.ts';
import { createLog } from '../../src/log.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Store } from '../../src/store/store.ts';
import { installation, integration } from '../store/records.ts';
import { enrolment, satellite } from '../store/satellite-records.ts';

const START = 1_795_168_800;
const sealed = (text: string) => text as SealedSecret; // never opened here
const [KEY, TOKEN] = [sealed('sealed-key-that-must-go'), sealed('sealed-token-that-must-go')];

/** T1 with two accounts, a satellite, and one that is being enrolled. */
async function open(dataDir: string): Promise<Store> {
  const store = await openJsonStore({ dataDir });
  const tokens = { access: TOKEN, rotation: null };
  await store.installations.save(installation({ installedAt: START - 60, tokens }));
  for (const id of ['acme', 'other'])
    await store.integrations.save(integration({ id, name: id, apiKey: KEY }));
  await store.satellites.save(satellite());
  await store.satellites.saveEnrolment(enrolment());
  return store;
}

/** A process that has just started: it knows what the store knows. */
function start(store: Store, now: number): Installations {
  const clock = { now: () => now };
  return createInstallations({
    store,
    keyring: createKeyring({ current: randomBytes(32) }),
    sync: { halt: async () => {} },
    audit: createAudit({ store: store.audit, access: { demand: async () => 'admin' }, clock }),
    clock,
    log: createLog('silent'),
    inTurn: (_key, work) => work(),
  });
}

/** The store of a process that dies before its call number `fatal`: nothing that it does from then on arrives. */
function dying(store: Store, fatal: number): { readonly store: Store; readonly isDead: () => boolean } {
  let calls = 0;
  const counted = (part: object) =>
    new Proxy(part, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return async (...given: unknown[]) => {
          calls += 1;
          if (calls >= fatal) throw new Error('Killed.');
          return member.apply(target, given);
        };
      },
    });
  const parts = Object.entries(store).map(([name, part]) => [
    name,
    typeof part === 'object' ? counted(part) : part,
  ]);
  // The same parts under the same names.
  return { store: Object.fromEntries(parts) as Store, isDead: () => calls >= fatal };
}

/**
 * Kills a process at its first step, another one at its second, … until one gets to its end.
 *
 * @param check what has to hold after each death
 * @returns how many steps there were
 */
async function killedAtEachStep(
  work: (installations: Installations) => Promise<unknown>,
  check: (store: Store, dataDir: string, step: number) => Promise<void>,
  { prepare = async () => {}, now = START }: { prepare?: (store: Store) => Promise<void>; now?: number } = {},
): Promise<number> {
  for (let step = 1; ; step += 1) {
    const dataDir = await mkdtemp(join(tmpdir(), 'sei-cut-off-'));
    const store = await open(dataDir);
    try {
      await prepare(store);
      const process = dying(store, step);
      await work(start(process.store, now)).catch(() => {});
      if (!process.isDead()) return step - 1;
      await check(store, dataDir, step);
    } finally {
      await store.close();
      await rm(dataDir, { recursive: true });
    }
  }
}

/** Every byte that lies in a folder. */
async function onDisk(dataDir: string): Promise<string> {
  const files = (await readdir(dataDir, { recursive: true, withFileTypes: true })).filter((each) =>
    each.isFile(),
  );
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')));
  return texts.join('\n');
}

async function events(store: Store): Promise<ReadonlySet<string>> {
  return new Set((await store.audit.read('T1')).map(({ what }) => what));
}

async function expectKeysGone(store: Store, dataDir: string): Promise<void> {
  expect(await store.satellites.list('T1')).toEqual([]);
  expect(await store.satellites.enrolments('T1')).toEqual([]);
  const everything = await onDisk(dataDir);
  expect(everything).not.toContain(KEY);
  expect(everything).not.toContain(TOKEN);
}

describe('T20 data that stays when it should go, after a process that was killed over it', () => {
  test('a removal goes on after a restart, wherever it was cut off', async () => {
    let unheard = 0;
    const steps = await killedAtEachStep(
      (installations) => installations.left('T1', START),
      async (store, dataDir) => {
        await start(store, START).resume();
        const known = await store.installations.get('T1');
        if (known?.tokens) {
          // The first write never came to be: nothing was taken, and Slack says it again.
          unheard += 1;
          expect((await store.integrations.list('T1')).every(({ paused }) => !paused)).toBe(true);
          return;
        }
        expect(known).toMatchObject({ tokens: null, leftAt: START });
        expect(known).not.toHaveProperty('removalBegan');
        await expectKeysGone(store, dataDir);
        expect(await events(store)).toContain('app removed');
      },
    );
    expect(steps).toBeGreaterThan(10);
    expect(unheard).toBe(2); // the look, and the write
  });

  test('where the token is from the environment, too', async () => {
    await killedAtEachStep(
      (installations) => installations.left('T1', START),
      async (store, dataDir, step) => {
        await start(store, START).resume();
        if (step <= 2) return;
        expect(await store.installations.get('T1')).toMatchObject({ leftAt: START });
        await expectKeysGone(store, dataDir);
      },
      { prepare: (store) => store.installations.delete('T1') },
    );
  });

  test('a deletion that an admin asked for goes on after a restart, and the app stays installed', async () => {
    await killedAtEachStep(
      (installations) => installations.erase('T1'),
      async (store, dataDir, step) => {
        await start(store, START).resume();
        if (step <= 2) return;
        expect(await store.integrations.list('T1')).toEqual([]);
        expect(await onDisk(dataDir)).not.toContain(KEY);
        expect(await store.installations.get('T1')).toMatchObject({
          leftAt: null,
          tokens: { access: TOKEN },
        });
        expect(await store.installations.get('T1')).not.toHaveProperty('deletionBegan');
        expect(await events(store)).toContain('workspace data deleted');
      },
    );
  });

  test('the data of a workspace whose grace has ended goes with the next sweep', async () => {
    const later = START + GRACE;
    await killedAtEachStep(
      (installations) => installations.sweep(),
      async (store, dataDir) => {
        await start(store, later).sweep();
        expect(await store.installations.get('T1')).toBeUndefined();
        expect(await store.integrations.list('T1')).toEqual([]);
        await expectKeysGone(store, dataDir);
        expect(await events(store)).toContain('data deleted after the app was removed');
      },
      { prepare: (store) => start(store, START).left('T1', START), now: later },
    );
  });

  test('installed again over a removal that was cut off, the removal comes to its end first', async () => {
    await killedAtEachStep(
      (installations) => installations.left('T1', START),
      async (store, dataDir, step) => {
        if (step <= 2) return;
        const { tokens: _, leftAt: _left, ...facts } = installation();
        const how = await start(store, START + 5).installed({
          ...facts,
          accessToken: 'xoxb-new',
          rotation: null,
        });
        expect(how).toBe('returned');
        await expectKeysGone(store, dataDir);
        expect(await store.installations.get('T1')).toMatchObject({ leftAt: null });
        await start(store, START + 5).sweep();
        expect((await store.installations.get('T1'))?.tokens).not.toBeNull();
      },
    );
  });

  test('a deletion that was asked for outlives a removal that comes over it', async () => {
    await killedAtEachStep(
      (installations) => installations.erase('T1'),
      async (store, dataDir, step) => {
        if (step <= 2) return;
        await start(store, START).left('T1', START);
        expect(await store.integrations.list('T1')).toEqual([]);
        await expectKeysGone(store, dataDir);
        expect(await store.installations.get('T1')).toMatchObject({ tokens: null, leftAt: START });
      },
    );
  });
});

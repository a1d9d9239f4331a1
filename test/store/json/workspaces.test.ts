import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openJsonStore } from '../../../src/store/json/open-json-store.ts';
import { FaultyDisk } from '../faulty-disk.ts';
import { incident, installation, integration } from '../records.ts';

/** Files of a folder that hold a text. */
async function holding(dataDir: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(dataDir, { recursive: true })) {
    const path = join(dataDir, name);
    if ((await stat(path)).isFile() && (await readFile(path, 'latin1')).includes(text)) found.push(name);
  }
  return found;
}

test.each([
  ['while it is in the journal alone', false],
  ['when it is in the files of its month', true],
])('T20 what is past its retention is in no file any more: %s', async (_when, isCompacted) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sei-store-'));
  const store = await openJsonStore({ dataDir });
  try {
    await store.integrations.save(integration());
    const state = { coverage: { coveredFrom: 1, completeTo: 2e9 }, backfill: null, nightlyAt: null };
    const old = { createdAt: 1_600_000_000, updatedAt: 1_600_000_100, resolvedAt: 1_600_000_100 };
    await store.sync.commit('T1', 'acme', {
      incidents: [
        incident({ id: 'OLD', title: 'old-title', ...old }),
        incident({ id: 'NEW', number: 2, title: 'new-title' }),
      ],
      state,
    });
    if (isCompacted) await store.workspaces.purge();
    expect(await holding(dataDir, 'old-title')).not.toEqual([]);
    expect(await store.workspaces.forgetBefore(1_700_000_000)).toBe(1);
    expect(await holding(dataDir, 'old-title')).toEqual([]);
    expect(await holding(dataDir, 'new-title')).not.toEqual([]);
  } finally {
    await store.close();
    await rm(dataDir, { recursive: true });
  }
});

test('T20 a deletion whose files cannot be removed is not said to be done, and is done again', async () => {
  const disk = new FaultyDisk();
  const clock = { now: () => 1_791_000_000 };
  const left = (of: FaultyDisk) => [...of.files.keys()].filter((path) => path.startsWith('/data/incidents/'));
  const store = await openJsonStore({ dataDir: '/data', disk, clock });
  await store.integrations.save(integration());
  await store.sync.commit('T1', 'acme', { incidents: [incident()] });
  await store.compact();
  disk.plan = (_, operation, path) =>
    operation === 'removeFolder' && path.includes('/incidents/') ? 'EACCES' : null;
  await expect(store.workspaces.forget('T1')).rejects.toThrow('EACCES');
  expect(left(disk)).not.toEqual([]);
  disk.plan = () => null;
  await store.workspaces.forget('T1');
  expect(left(disk)).toEqual([]);
  await store.close();
});

test('T20 a deletion whose files could not be removed before the end is done at the next start', async () => {
  const disk = new FaultyDisk();
  const clock = { now: () => 1_791_000_000 };
  const store = await openJsonStore({ dataDir: '/data', disk, clock });
  await store.integrations.save(integration());
  await store.sync.commit('T1', 'acme', { incidents: [incident()] });
  await store.compact();
  disk.plan = (_, operation) => (operation === 'removeFolder' ? 'EACCES' : null);
  await store.integrations.delete('T1', 'acme');
  await store.compact().catch(() => {});
  const next = disk.afterPowerCut('synced only');
  const again = await openJsonStore({ dataDir: '/data', disk: next, clock });
  expect([...next.files.keys()].filter((path) => path.startsWith('/data/incidents/'))).toEqual([]);
  await again.close();
});

test('T20 after a purge no file of the folder holds what was replaced, not even sealed', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sei-store-'));
  const store = await openJsonStore({ dataDir });
  try {
    await store.installations.save(installation());
    await store.integrations.save(integration());
    await store.workspaces.purge();
    await store.installations.save(installation({ tokens: null }));
    await store.workspaces.forget('T1');
    for (const name of await readdir(dataDir, { recursive: true })) {
      const path = join(dataDir, name);
      if (!(await stat(path)).isFile()) continue;
      const content = await readFile(path, 'utf8');
      for (const secret of ['access-1', 'refresh-1', integration().apiKey])
        expect(content.includes(secret), `${secret} in ${name}`).toBe(false);
    }
  } finally {
    await store.close();
    await rm(dataDir, { recursive: true });
  }
});

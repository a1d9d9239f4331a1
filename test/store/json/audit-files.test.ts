import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nextRecord } from '../../../src/domain/audit-record.ts';
import { nodeDisk } from '../../../src/store/json/disk.ts';
import { openJsonStore } from '../../../src/store/json/open-json-store.ts';
import type { Store } from '../../../src/store/store.ts';

let dataDir: string;
let store: Store;
let path: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sei-audit-'));
  path = join(dataDir, 'audit', 'T1.jsonl');
  store = await openJsonStore({ dataDir });
});
afterEach(async () => {
  await store.close();
  await rm(dataDir, { recursive: true });
});

const write = (to: Store, what: string) =>
  to.audit.append('T1', (last) =>
    nextRecord(last, {
      workspaceId: 'T1',
      at: 1_795_168_800,
      actor: 'app',
      what,
      object: { kind: 'workspace', id: 'T1', name: '' },
      before: null,
      after: null,
    }),
  );
const written = async () => (await readFile(path, 'utf8')).split('\n').slice(0, -1);

test('a process whose folder another one took over leaves the log as that one wrote it', async () => {
  await write(store, 'app installed');
  await rm(join(dataDir, 'lock'));
  const other = await openJsonStore({ dataDir });
  await write(other, 'role given');
  await write(store, 'role taken back').catch(() => {}); // it may not know yet
  await expect
    .poll(() => write(store, 'role taken back').catch((error: Error) => error.message), { timeout: 5_000 })
    .toContain('took over');
  const lines = await written();
  expect(lines[1]).toContain('role given');
  await expect(write(store, 'role taken back')).rejects.toThrow('took over');
  expect(await written()).toEqual(lines);
  await other.close();
});

test('a log that is gone while the app runs goes on behind what it held', async () => {
  await write(store, 'app installed');
  await rm(path);
  expect(await write(store, 'role given')).toMatchObject({ number: 2 });
  expect(await store.audit.read('T1')).toHaveLength(1);
});

test('nothing is written into the log of a store that is closed', async () => {
  await write(store, 'app installed');
  await store.close();
  await expect(write(store, 'role given')).rejects.toThrow('closed');
  expect(await written()).toHaveLength(1);
});

test.each([
  ['the first', 0],
  ['the last', 1],
])(
  'where %s line is damaged, the log goes on behind it, and reading it is refused in words',
  async (_, at) => {
    await write(store, 'app installed');
    await write(store, 'role given');
    await store.close();
    const lines = await written();
    await writeFile(path, lines.map((line, index) => `${index === at ? line.slice(9) : line}\n`).join(''));
    store = await openJsonStore({ dataDir });
    expect(await write(store, 'role taken back')).toMatchObject({ number: 3 });
    await expect(store.audit.read('T1')).rejects.toThrow(`Line ${at + 1} of ${path} is damaged`);
  },
);

test('a record that the disk did not take is taken the next time, in the same place', async () => {
  let isFull = true;
  const disk = {
    ...nodeDisk,
    open: (file: string, mode: 'new' | 'edit' | 'read') =>
      isFull && file === path
        ? Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }))
        : nodeDisk.open(file, mode),
  };
  await store.close();
  store = await openJsonStore({ dataDir, disk });
  await expect(write(store, 'app installed')).rejects.toThrow();
  isFull = false;
  expect(await write(store, 'role given')).toMatchObject({ number: 1 });
  expect(await store.audit.read('T1')).toHaveLength(1);
});

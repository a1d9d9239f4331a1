import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Disk, nodeDisk } from '../../../src/store/json/disk.ts';
import { FolderInUseError, lockFolder } from '../../../src/store/json/lock.ts';
import { openJsonStore } from '../../../src/store/json/open-json-store.ts';
import type { StoreNotice } from '../../../src/store/json/open-options.ts';
import { type Fault, FaultyDisk } from '../faulty-disk.ts';
import { incident, integration } from '../records.ts';
import { ALWAYS } from '../window-ids.ts';

const clock = { now: () => 1_791_000_000 };

describe('a folder that cannot be written', () => {
  async function storeOn(disk: FaultyDisk, notices: StoreNotice[] = []) {
    return openJsonStore({ dataDir: '/data', disk, clock, onNotice: (notice) => notices.push(notice) });
  }
  async function filled(disk: FaultyDisk) {
    const store = await storeOn(disk);
    await store.integrations.save(integration());
    await store.sync.commit('T1', 'acme', { incidents: [incident()] });
    return store;
  }
  const failing = (disk: FaultyDisk, fault: Fault) => {
    disk.plan = (_call, operation) => (operation === 'sync' || operation === 'open' ? fault : null);
  };

  test.each([
    ['ENOSPC', 'disk full', /full/],
    ['EACCES', 'no permission', /may not write/],
    ['EIO', 'input or output error', /Check the disk/],
  ] as const)(
    '%s while it runs: reads go on, writes are refused in words, and go on by themselves',
    async (fault, cause, words) => {
      const disk = new FaultyDisk();
      const notices: StoreNotice[] = [];
      await (await filled(disk)).close();
      const store = await storeOn(disk, notices);
      failing(disk, fault);
      await expect(store.sync.commit('T1', 'acme', { incidents: [incident({ id: 'B' })] })).rejects.toThrow(
        words,
      );
      await expect(store.integrations.save(integration({ name: 'Other' }))).rejects.toThrow(words);
      expect(store.health().problem).toMatchObject({ cause, since: clock.now() });
      expect(await store.incidents.window('T1', ALWAYS)).toHaveLength(1);
      expect((await store.integrations.list('T1'))[0]?.name).toBe('Acme');

      disk.plan = () => null;
      await store.sync.commit('T1', 'acme', { incidents: [incident({ id: 'C' })] });
      expect(store.health().problem).toBeNull();
      expect(notices.map(({ kind }) => kind)).toEqual(['not writable', 'writable again']);
      await store.close();
      const reopened = await storeOn(disk);
      expect((await reopened.incidents.get('T1', 'acme', ['P1', 'B', 'C'])).map(({ id }) => id)).toEqual([
        'P1',
        'C',
      ]);
      await reopened.close();
    },
  );

  test('compaction that fails is told once, whatever commits go through meanwhile, until it works', async () => {
    const disk = new FaultyDisk();
    const notices: StoreNotice[] = [];
    const store = await openJsonStore({
      dataDir: '/data',
      disk,
      clock,
      onNotice: (notice) => notices.push(notice),
    });
    await store.integrations.save(integration());
    disk.plan = (_call, _operation, path) => (path.includes('/incidents/') ? 'ENOSPC' : null);
    for (let round = 1; round <= 3; round++) {
      await store.sync.commit('T1', 'acme', { incidents: [incident({ updatedAt: 2e9 + round })] });
      await expect(store.compact()).rejects.toThrow();
    }
    expect(store.health().problem?.cause).toBe('disk full');
    expect(notices.map(({ kind }) => kind)).toEqual(['not writable']);

    disk.plan = () => null;
    await store.compact();
    expect(store.health().problem).toBeNull();
    expect(notices.map(({ kind }) => kind)).toEqual(['not writable', 'writable again']);
    await store.close();
  });

  test('a damaged file in a folder that is read-only is named where it lies', async () => {
    const disk = new FaultyDisk();
    const writer = await filled(disk);
    await writer.close();
    const compacted = await storeOn(disk);
    await compacted.compact();
    await compacted.close();
    disk.files.get('/data/state.json')?.live.fill(0);
    disk.plan = () => 'EACCES';
    const notices: StoreNotice[] = [];
    const store = await storeOn(disk, notices);
    expect(notices.map(({ sentence }) => sentence).join('\n')).toMatch(/\/data\/state\.json is damaged\./);
    await store.close();
  });

  test('from the start: it is opened for reading, also where the journal ends in half a commit', async () => {
    const disk = new FaultyDisk();
    const writer = await filled(disk);
    disk.plan = (_call, operation, path) =>
      operation === 'write' && path.endsWith('.jsonl') ? 'crash' : null;
    await expect(writer.sync.commit('T1', 'acme', { incidents: [incident({ id: 'B' })] })).rejects.toThrow();
    const readOnly = disk.afterPowerCut('everything');
    readOnly.plan = () => 'EACCES';
    const notices: StoreNotice[] = [];
    const store = await storeOn(readOnly, notices);
    expect(await store.incidents.window('T1', ALWAYS)).toHaveLength(1);
    expect(store.health().problem?.cause).toBe('no permission');
    expect(notices).toMatchObject([{ kind: 'not writable' }]);
    await expect(store.integrations.save(integration())).rejects.toThrow(/may not write/);
    await store.close();
  });
});

describe('one owner', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sei-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const lock = () => lockFolder({ disk: nodeDisk, folder, beat: 20 });

  test('a second one is refused, and told who has it; the first goes on', async () => {
    const store = await openJsonStore({ dataDir: folder });
    await expect(openJsonStore({ dataDir: folder })).rejects.toThrow(
      new RegExp(`process ${process.pid} .* uses ${folder}.*DATA_DIR.*DATABASE_URL`),
    );
    await store.integrations.save(integration());
    await store.close();
    await (await openJsonStore({ dataDir: folder })).close();
  });

  test('the lock of a process that died is taken over at once', async () => {
    const held = await lock();
    const content = JSON.parse(await readFile(join(folder, 'lock'), 'utf8'));
    await held.release();
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.once('exit', resolve));
    await writeFile(join(folder, 'lock'), JSON.stringify({ ...content, pid: child.pid }));
    const taken = await lock();
    expect(taken.isHeld()).toBe(true);
    await taken.release();
  });

  test('a process number that was given to another process since does not keep the lock alive', async () => {
    const held = await lock();
    const content = JSON.parse(await readFile(join(folder, 'lock'), 'utf8'));
    await held.release();
    await writeFile(join(folder, 'lock'), JSON.stringify({ ...content, started: '1' }));
    await (await lock()).release();
  });

  test('an owner on another machine counts as alive while its lock changes, and as gone when it stops', async () => {
    const away = { host: 'elsewhere', world: 'other', pid: 1, started: '1', token: 'theirs', beats: 0 };
    await writeFile(join(folder, 'lock'), JSON.stringify(away));
    let written = Promise.resolve();
    const beating = setInterval(() => {
      away.beats++;
      // Whole at each moment, as a living owner writes it.
      written = written
        .then(() => writeFile(join(folder, 'next'), JSON.stringify(away)))
        .then(() => rename(join(folder, 'next'), join(folder, 'lock')));
    }, 10);
    // Long enough that a busy machine writes within it.
    const patient = () => lockFolder({ disk: nodeDisk, folder, beat: 250 });
    await expect(patient()).rejects.toThrow(/process 1 on elsewhere/);
    clearInterval(beating);
    await written;
    const taken = await patient();
    expect(taken.isHeld()).toBe(true);
    await taken.release();
  });

  test('of many that find a stale lock at once, one gets it', async () => {
    await writeFile(join(folder, 'lock'), 'half a lo');
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, lock));
    const won = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(won).toHaveLength(1);
    await won[0]?.value.release();
  });

  test('whoever is slow to take a stale lock away leaves the fresh lock of another alone', async () => {
    await writeFile(join(folder, 'lock'), 'half a lo');
    const slow = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    // It has found the lock stale, and does nothing for a while.
    const paused: Disk = {
      ...nodeDisk,
      async link(from, to) {
        if (to.endsWith('lock.takeover')) {
          reached.resolve();
          await slow.promise;
        }
        return nodeDisk.link(from, to);
      },
    };
    const late = lockFolder({ disk: paused, folder, beat: 20 });
    await reached.promise;
    const first = await lock();
    slow.resolve();
    await expect(late).rejects.toThrow(FolderInUseError);
    expect(JSON.parse(await readFile(join(folder, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
    await first.release();
    expect(await readdir(folder)).toEqual([]);
  });

  test('a takeover that a crash broke off keeps nobody out', async () => {
    const dead = { host: 'elsewhere', world: 'other', pid: 1, started: '1', token: 'theirs', beats: 0 };
    await writeFile(join(folder, 'lock'), JSON.stringify(dead));
    await writeFile(join(folder, 'lock.takeover'), JSON.stringify(dead));
    await (await lock()).release();
    expect(await readdir(folder)).toEqual([]);
  });

  test('a file system without hard links has one owner too', async () => {
    const unlinked = {
      ...nodeDisk,
      link: () => Promise.reject(Object.assign(new Error('no links here'), { code: 'EPERM' })),
    };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 4 }, () => lockFolder({ disk: unlinked, folder, beat: 20 })),
    );
    const won = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(won).toHaveLength(1);
    await won[0]?.value.release();
  });

  test('what is still under way when the store is closed writes nothing more: others may have the folder', async () => {
    const disk = new FaultyDisk();
    const store = await openJsonStore({ dataDir: '/data', disk, clock });
    await store.integrations.save(integration());
    const long = { createdAt: 1_600_000_000, updatedAt: 1_600_000_100, resolvedAt: 1_600_000_100 };
    await store.sync.commit('T1', 'acme', { incidents: [incident(long)] });
    const deleting = store.workspaces.forgetBefore(1_700_000_000).catch((error: unknown) => error);
    await Promise.all([store.close(), store.close()]);
    const { calls } = disk;
    expect(await deleting).toMatchObject({ name: 'StoreClosedError' });
    await expect(store.workspaces.purge()).rejects.toThrow('closed');
    expect(disk.calls).toBe(calls);
    expect(disk.files.has('/data/lock')).toBe(false);
  });

  test('an owner whose lock was taken over writes nothing more', async () => {
    const held = await lock();
    await writeFile(join(folder, 'lock'), JSON.stringify({ token: 'theirs' }));
    await expect.poll(() => held.isHeld()).toBe(false);
    await held.release();
    expect(await readFile(join(folder, 'lock'), 'utf8')).toContain('theirs');
  });
});

describe('data of a newer version', () => {
  test('is refused with a sentence and not touched', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sei-newer-'));
    const text = '{"format":"sei-pagerduty store","version":99,"something":"new"}\n';
    await mkdir(join(folder, 'journal'));
    await writeFile(join(folder, 'state.json'), text);
    await expect(openJsonStore({ dataDir: folder })).rejects.toThrow(/newer version of this app \(format 99/);
    expect(await readFile(join(folder, 'state.json'), 'utf8')).toBe(text);
    await rm(folder, { recursive: true });
  });
});

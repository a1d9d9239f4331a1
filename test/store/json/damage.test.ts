import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { collection } from '../records.ts';
import { ALWAYS } from '../window-ids.ts';
import {
  DAMAGES,
  type DamagedFolder,
  damagedFolderForEachTest,
  OCTOBER,
  reading,
  storedAfter,
} from './damaged-folder.ts';

let folder: DamagedFolder;
damagedFolderForEachTest((made) => {
  folder = made;
});

describe.each(Object.entries(DAMAGES))('%s', (how, change) => {
  test.each([
    ['state.json', 1],
    ['state.json', 2],
    ['incidents/T1/acme/sync.json', 1],
    ['incidents/T1/acme/sync.json', 2],
    ['incidents/T1/acme/2026-10.columns', 2],
    ['incidents/T1/acme/2026-09.columns', 2],
  ])(
    '%s after %d compactions: nothing is lost, the file is set aside, an admin is told',
    async (path, compactions) => {
      const step = await folder.written(compactions);
      await folder.damage(path, change);
      await folder.open();
      expect(await folder.everything()).toEqual(storedAfter(step));
      expect(await folder.store.damage.all()).toEqual([]);
      if (how === 'deleted') return expect(folder.notices).toEqual([]);
      expect(folder.notices).toMatchObject([
        { kind: 'damage', sentence: expect.stringContaining(`${path}.damaged-`) },
      ]);
      await folder.reopen();
      expect(await folder.everything()).toEqual(storedAfter(step));
      expect(folder.notices).toEqual([]);
    },
  );

  test('the journal: its copy takes its place', async () => {
    const step = await folder.written();
    for (const name of await folder.named('journal', /\.jsonl$/))
      await folder.damage(`journal/${name}`, change);
    await folder.open();
    expect(await folder.everything()).toEqual(storedAfter(step));
    expect(await folder.store.damage.all()).toEqual([]);
    if (how !== 'deleted') expect(folder.notices[0]?.sentence).toContain('.jsonl.damaged-');
    await folder.reopen();
    expect(await folder.everything()).toEqual(storedAfter(step));
  });

  test('the log of a month: reports stay right, the rest is to be read again', async () => {
    const step = await folder.writtenAndCompacted();
    const before = await folder.everything();
    await folder.store.close();
    await folder.damage('incidents/T1/acme/2026-10.jsonl', change);
    await folder.open();
    const [x] = await folder.store.incidents.get('T1', 'acme', ['X']);
    expect(x).toMatchObject({ id: 'X', number: 1, updatedAt: OCTOBER + step, service: { name: 'checkout' } });
    await vi.waitFor(async () => expect(await folder.store.damage.list('T1')).toHaveLength(1), {
      timeout: 10_000,
    });
    const [found] = await folder.store.damage.list('T1');
    expect(found).toMatchObject({ integrationId: 'acme', span: { start: OCTOBER, end: OCTOBER + 1 } });
    expect(folder.notices).toMatchObject([{ kind: 'damage', sentence: found?.sentence }]);

    // As the sync does: the same reading, with nothing changed since.
    expect(await folder.store.sync.commit('T1', 'acme', { incidents: reading(step) })).toMatchObject({
      updated: 1,
    });
    await folder.store.damage.resolve('T1', found?.id ?? '');
    await folder.reopen();
    expect(await folder.everything()).toEqual(before);
    expect(await folder.store.damage.all()).toEqual([]);
    if (how !== 'deleted' && how !== 'emptied')
      expect(await folder.named('incidents/T1/acme', /^2026-10\.jsonl\.damaged-/)).toHaveLength(1);
  });
});

describe.each(Object.entries(DAMAGES))('the log of a month %s', (_how, change) => {
  test.each(['deleted', 'emptied'])(
    'and its columns %s: the month is to be read again, once',
    async (columns) => {
      const step = await folder.writtenAndCompacted();
      await folder.store.close();
      await folder.damage('incidents/T1/acme/2026-10.columns', DAMAGES[columns] ?? (() => null));
      await folder.damage('incidents/T1/acme/2026-10.jsonl', change);
      await folder.open();
      const [found, ...others] = await folder.store.damage.list('T1');
      expect(others).toEqual([]);
      expect(found).toMatchObject({
        integrationId: 'acme',
        span: { start: Date.UTC(2026, 9) / 1000, end: Date.UTC(2026, 10) / 1000 },
      });
      expect(folder.notices).toMatchObject([{ kind: 'damage', sentence: found?.sentence }]);
      expect(await folder.store.incidents.get('T1', 'acme', ['Y'])).toEqual(reading(step).slice(1));

      await folder.store.sync.commit('T1', 'acme', { incidents: reading(step) });
      await folder.store.damage.resolve('T1', found?.id ?? '');
      await folder.reopen();
      expect(await folder.everything()).toEqual(storedAfter(step));
      expect(await folder.store.damage.all()).toEqual([]);
      expect(folder.notices).toEqual([]);
    },
  );
});

test('a log that ends early between two lines, without columns, is told from a whole one', async () => {
  await folder.written();
  await folder.damage('incidents/T1/acme/2026-10.columns', () => null);
  await folder.damage('incidents/T1/acme/2026-10.jsonl', (bytes) => bytes.subarray(0, bytes.indexOf(10) + 1));
  await folder.open();
  expect(await folder.store.damage.list('T1')).toHaveLength(1);
});

test('a month that was removed on purpose is not missed', async () => {
  await folder.written();
  await (await folder.open()).workspaces.forgetBefore(Date.UTC(2026, 9) / 1000);
  await folder.reopen();
  expect(folder.notices).toEqual([]);
  expect((await folder.store.incidents.get('T1', 'acme', ['X', 'Y'])).map(({ id }) => id)).toEqual(['X']);
});

test.each(['', ' and a start'])(
  'sync.json of an integration that rests since many compactions%s: its backup is as new',
  async (start) => {
    const step = await folder.written();
    await folder.open();
    for (const description of ['one', 'two', 'three', 'four']) {
      await folder.store.collections.save(collection({ description }));
      await folder.store.compact();
      if (start === '' || description !== 'one') continue;
      await folder.reopen();
    }
    await folder.store.close();
    await folder.damage('incidents/T1/acme/sync.json', () => Buffer.alloc(0));
    await folder.open();
    expect(await folder.everything()).toEqual({
      ...storedAfter(step),
      collections: [collection({ description: 'four' })],
    });
    expect(folder.notices).toMatchObject([{ sentence: expect.stringContaining('nothing is lost') }]);
  },
);

test('files that other programs leave between the folders are passed over', async () => {
  const step = await folder.written();
  for (const place of ['incidents', 'incidents/T1', 'incidents/T1/acme', 'journal', '.'])
    await writeFile(join(folder.dataDir, place, '.DS_Store'), 'Bud1');
  await folder.open();
  expect(await folder.everything()).toEqual(storedAfter(step));
  expect(folder.notices).toEqual([]);
});

test('damage outlives a restart until it is repaired', async () => {
  await folder.written();
  await folder.damage('incidents/T1/acme/2026-09.jsonl', () => Buffer.alloc(0));
  await folder.open();
  const damages = await folder.store.damage.all();
  expect(damages).toHaveLength(1);
  await folder.reopen();
  expect(await folder.store.damage.all()).toEqual(damages);
});

test('an earlier version that is damaged: what was then is refused, not guessed', async () => {
  await folder.written();
  const path = 'incidents/T1/acme/2026-10.jsonl';
  await folder.damage(path, (bytes) => Buffer.from(bytes.toString().replace('X at 1', 'X at 7')));
  await folder.open();
  const asOf = (await folder.store.incidents.sequence('T1')) - 2;
  expect(await folder.store.incidents.window('T1', ALWAYS)).toHaveLength(2);
  await expect(folder.store.incidents.window('T1', { ...ALWAYS, asOf: 2 })).rejects.toThrow(/damaged/);
  expect(await folder.store.incidents.window('T1', { ...ALWAYS, asOf })).toHaveLength(2);
});

describe('what was then is refused, not guessed', () => {
  const path = 'incidents/T1/acme/2026-10.jsonl';
  const then = () => folder.store.incidents.window('T1', { ...ALWAYS, asOf: 3 });
  const now = () => folder.store.incidents.window('T1', ALWAYS);

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['deleted', () => null],
  ])('when the log is %s while the app runs', async (_, how) => {
    await folder.written();
    await folder.open();
    expect(await then()).toHaveLength(2);
    await folder.damage(path, how);
    await expect(then()).rejects.toThrow(/damaged/);
    expect(await now()).toHaveLength(2);
  });

  test('when the app starts with a log that lost its beginning and mends it, also after further starts', async () => {
    await folder.written();
    await folder.damage(path, (bytes) =>
      Buffer.concat([Buffer.alloc(bytes.indexOf(10)), bytes.subarray(-1)]),
    );
    for (let start = 1; start <= 3; start++) {
      await folder.open();
      await expect(then()).rejects.toThrow(/damaged/);
      expect(await now()).toHaveLength(2);
      await folder.store.compact();
      await folder.store.close();
    }
    await folder.open();
    const asOf = await folder.store.incidents.sequence('T1');
    await folder.store.sync.commit('T1', 'acme', { incidents: reading(9) });
    expect(await folder.store.incidents.window('T1', { ...ALWAYS, asOf })).toHaveLength(2);
  });

  test('when the log is mended while the app runs, for a record that somebody looked at', async () => {
    await folder.written();
    await folder.open();
    await folder.store.compact();
    await folder.damage(path, (bytes) => Buffer.from(bytes.toString().replaceAll('X at', 'Z at')));
    await folder.store.incidents.get('T1', 'acme', ['X']);
    await expect.poll(() => folder.store.damage.all()).toHaveLength(1);
    await expect(then()).rejects.toThrow(/damaged/);
    expect(await now()).toHaveLength(2);
  });
});

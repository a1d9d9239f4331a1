import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { integration, run } from '../records.ts';
import {
  DAMAGES,
  type DamagedFolder,
  damagedFolderForEachTest,
  reading,
  SEPTEMBER,
  storedAfter,
} from './damaged-folder.ts';

let folder: DamagedFolder;
damagedFolderForEachTest((made) => {
  folder = made;
});

test.each(['deleted', 'emptied'])(
  'state.json and its backup %s: what to do is said, once, and new data is kept',
  async (how) => {
    await folder.writtenAndCompacted();
    await folder.store.close();
    for (const path of ['state.json', 'state.json.bak'])
      await folder.damage(path, DAMAGES[how] ?? (() => null));
    await rm(join(folder.dataDir, 'journal'), { recursive: true });
    await folder.open();
    expect(folder.notices.at(-1)?.sentence).toMatch(
      /state.json and its backup are gone.+connect the accounts again.+old folders in .+incidents remain/,
    );
    expect(await folder.store.integrations.list('T1')).toEqual([]);

    await folder.store.integrations.save(integration());
    await folder.store.sync.commit('T1', 'acme', { incidents: reading(9), run: run({ id: 'anew' }) });
    await folder.reopen();
    expect(folder.notices).toEqual([]);
    expect(await folder.store.incidents.get('T1', 'acme', ['X', 'Y'])).toEqual(reading(9));
    expect((await folder.store.sync.runs('T1', 'acme', 1)).map(({ id }) => id)).toEqual(['anew']);
  },
);

test('state.json and its backup gone, but not the journal: what it holds is kept, and both are said', async () => {
  const step = await folder.written();
  for (const path of ['state.json', 'state.json.bak']) await folder.damage(path, () => null);
  await folder.open();
  expect(folder.notices.map(({ sentence }) => sentence).join('\n')).toMatch(
    /connected PagerDuty accounts.+but for what the journal still holds.+connect the accounts again/,
  );
  expect(await folder.store.collections.list('T1')).toEqual(storedAfter(step).collections);
  await folder.reopen();
  expect(folder.notices).toEqual([]);
});

test('the newest journal file gone together with its copy: all is read again, and what may be lost is said', async () => {
  await folder.written();
  const journal = join(folder.dataDir, 'journal');
  const newest = (await readFile(join(journal, 'newest'), 'utf8')).trim();
  for (const name of [newest, `${newest}.bak`]) await rm(join(journal, name));
  await folder.open();
  expect(await folder.store.damage.all()).toMatchObject([
    { integrationId: 'acme', span: { start: SEPTEMBER } },
  ]);
  expect(folder.notices.map(({ sentence }) => sentence).join('\n')).toContain(
    'The latest changes of accounts, collections, roles and settings may be lost',
  );
  await folder.reopen();
  expect(folder.notices).toEqual([]);
});

test('a commit after compactions that left no journal at all is there after the next start', async () => {
  const opened = await folder.open();
  await opened.integrations.save(integration());
  for (let round = 0; round < 3; round++) await opened.compact();
  expect((await readdir(join(folder.dataDir, 'journal'))).filter((name) => name.endsWith('.jsonl'))).toEqual(
    [],
  );
  await opened.close();
  await folder.open();
  await folder.store.sync.commit('T1', 'acme', { incidents: reading(1) });
  await folder.reopen();
  expect(await folder.store.incidents.get('T1', 'acme', ['X', 'Y'])).toEqual(reading(1));
  expect(folder.notices).toEqual([]);
});

test('a journal that is gone with its copy: all of the integration is to be read again', async () => {
  await folder.written();
  for (const name of await folder.named('journal', /\.jsonl/)) {
    const [first = '', ...others] = (await readFile(join(folder.dataDir, 'journal', name), 'utf8')).split(
      '\n',
    );
    await writeFile(
      join(folder.dataDir, 'journal', name),
      [first.replace('step', 'stop'), ...others].join('\n'),
    );
  }
  await folder.open();
  expect(await folder.store.damage.all()).toMatchObject([
    { integrationId: 'acme', span: { start: SEPTEMBER } },
  ]);
});

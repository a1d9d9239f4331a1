import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { storeTool } from '../../src/store/tool.ts';
import { collection, incident, integration, run } from './records.ts';

let folder: string;
let said: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sei-tool-'));
  const store = await openJsonStore({ dataDir: join(folder, 'data') });
  await store.integrations.save(integration());
  await store.collections.save(collection());
  await store.settings.save({ workspaceId: 'T2', zone: 'Asia/Kolkata', peopleReports: true });
  const incidents = Array.from({ length: 1200 }, (_, at) => incident({ id: `P${at}`, number: at }));
  await store.sync.commit('T1', 'acme', { incidents, run: run({ id: 'r1' }) });
  await store.compact();
  await store.sync.commit('T1', 'acme', {
    incidents: [incident({ title: 'in the journal', updatedAt: 2e9 })],
    run: run({ id: 'r2' }),
  });
  await store.close();
});
afterEach(() => rm(folder, { recursive: true }));

async function tool(command: string, data = 'data') {
  said = '';
  return storeTool(command.split(' '), { dataDir: join(folder, data), databaseUrl: null }, (text) => {
    said += text;
  });
}

test('check finds nothing wrong in a sound folder, and names what is damaged', async () => {
  expect([await tool('check'), said]).toEqual([0, '8 files read, nothing is wrong.\n']);
  const path = join(folder, 'data/incidents/T1/acme/2026-10.jsonl');
  await writeFile(path, (await readFile(path, 'utf8')).replace('disk full', 'disk fuII'));
  expect(await tool('check')).toBe(1);
  expect(said).toContain('2026-10.jsonl lacks 1 of 1200 incidents');
});

test('check says where acknowledged commits are gone from the journal', async () => {
  const journal = join(folder, 'data/journal');
  for (const name of await readdir(journal)) if (name.includes('.jsonl')) await rm(join(journal, name));
  expect(await tool('check')).toBe(1);
  expect(said).toContain('lacks commits that were acknowledged');
});

test('check reads beside a running app, and after one that was killed in the middle of a line', async () => {
  const store = await openJsonStore({ dataDir: join(folder, 'data') });
  expect(await readdir(join(folder, 'data'))).toContain('lock');
  expect([await tool('check'), said]).toEqual([0, '8 files read, nothing is wrong.\n']);
  await store.close();
  await writeFile(join(folder, 'data/lock'), '{}');
  await writeFile(join(folder, 'data/incidents/.DS_Store'), '');
  const journal = join(folder, 'data/journal');
  const name = (await readdir(journal)).filter((file) => file.endsWith('.jsonl')).at(-1) ?? '';
  await appendFile(join(journal, name), '{"crc":"0123');
  expect([await tool('check'), said]).toEqual([0, '8 files read, nothing is wrong.\n']);
  // A line that the copy has was acknowledged: its loss is damage.
  const bytes = await readFile(join(journal, `${name}.bak`));
  await writeFile(join(journal, name), bytes.subarray(0, -20));
  expect([await tool('check'), said]).toEqual([
    1,
    expect.stringContaining('1 of 1 lines that cannot be read'),
  ]);
});

test('check misses a month whose two files are gone', async () => {
  for (const ending of ['jsonl', 'columns'])
    await rm(join(folder, `data/incidents/T1/acme/2026-10.${ending}`));
  expect(await tool('check')).toBe(1);
  expect(said).toMatch(/2026-10.jsonl are both damaged or missing.+\n.+ 1 thing is wrong.\n$/);
});

test('a folder without a store is named, and not made', async () => {
  await mkdir(join(folder, 'other'));
  for (const command of ['check', 'compact', 'export']) {
    for (const data of ['other', 'missing']) {
      expect(await tool(command, data)).toBe(1);
      expect(said).toMatch(/(other|missing) holds no data: .+ Is DATA_DIR right\?\n$/);
    }
  }
  expect(await readdir(join(folder, 'other'))).toEqual([]);
  expect(await readdir(folder)).not.toContain('missing');
});

test('a path or an option that is wrong is one sentence', async () => {
  expect(await tool(`import ${join(folder, 'none.jsonl')}`, 'empty')).toBe(1);
  expect(said).toBe(`${join(folder, 'none.jsonl')} cannot be read or written: no such file or directory.\n`);
  expect(await tool(`import ${folder}`, 'empty')).toBe(1);
  expect(said).toMatch(/^.+ illegal operation on a directory.\n$/);
  expect(await tool(`export ${join(folder, 'no/such/folder.jsonl')}`)).toBe(1);
  expect(said).toMatch(/folder.jsonl cannot be read or written: no such file or directory.\n$/);
  expect(await tool('check --deep')).toBe(1);
  expect(said).toBe("Unknown option '--deep'.\n");
  expect(await readdir(folder)).not.toContain('empty');
});

test('an export, imported into an empty folder, is the same store', async () => {
  const file = join(folder, 'all.jsonl');
  expect([await tool(`export ${file}`), said]).toEqual([
    0,
    `Everything but the audit logs is in ${file} now.\n`,
  ]);
  expect(await tool(`import ${join(folder, 'all.jsonl')}`, 'copy')).toBe(0);
  expect(said).toBe('1200 incidents imported.\n');
  await tool('export');
  const original = said;
  await tool('export', 'copy');
  expect(said.split('\n').sort().join('\n').length).toBe(original.length);
  const store = await openJsonStore({ dataDir: join(folder, 'copy') });
  expect(await store.integrations.list('T1')).toEqual([integration()]);
  expect(await store.settings.get('T2')).toMatchObject({ zone: 'Asia/Kolkata' });
  expect((await store.incidents.get('T1', 'acme', ['P1']))[0]?.title).toBe('in the journal');
  expect((await store.sync.runs('T1', 'acme', 9)).map(({ id }) => id)).toEqual(['r2', 'r1']);
  await store.close();
});

test('an import is refused into a folder that is not empty, and stops at a line that is none of ours', async () => {
  await writeFile(
    join(folder, 'wrong.jsonl'),
    '{"format":"sei-pagerduty export","version":1}\n{"kind":"rm -rf"}\n',
  );
  expect(await tool(`export ${join(folder, 'all.jsonl')}`)).toBe(0);
  expect(await tool(`import ${join(folder, 'all.jsonl')}`)).toBe(1);
  expect(said).toMatch(/not empty/);
  expect(await tool(`import ${join(folder, 'wrong.jsonl')}`, 'empty')).toBe(1);
  expect(said).toBe('Line 2 is not a line of an export of this app.\n');
  await writeFile(join(folder, 'nothing.jsonl'), '');
  expect(await tool(`import ${join(folder, 'nothing.jsonl')}`, 'empty')).toBe(1);
  expect(said).toMatch(/empty: it is not an export/);
  expect(await readdir(folder)).not.toContain('empty');
});

test('compact brings the journal into the months; anything else shows what there is', async () => {
  expect(await tool('compact')).toBe(0);
  expect(await readFile(join(folder, 'data/incidents/T1/acme/2026-10.jsonl'), 'utf8')).toContain(
    'in the journal',
  );
  expect(await tool('compress')).toBe(2);
  expect(said).toMatch(/^Usage/);
});

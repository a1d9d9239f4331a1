import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openJsonStore } from '../../../src/store/json/open-json-store.ts';
import type { StoreNotice } from '../../../src/store/json/open-options.ts';
import type { Store } from '../../../src/store/store.ts';
import { collection, incident, integration, run } from '../records.ts';
import { ALWAYS } from '../window-ids.ts';

const OCTOBER = 1_791_000_000;
const SEPTEMBER = OCTOBER - 30 * 86_400;

const DAMAGES: Record<string, (bytes: Buffer) => Buffer | null> = {
  truncated: (bytes) => bytes.subarray(0, bytes.length / 2),
  emptied: () => Buffer.alloc(0),
  garbled: (bytes) =>
    Buffer.concat([bytes.subarray(0, -110), Buffer.from('☠'.repeat(30)), bytes.subarray(-20)]),
  'filled with zeros': (bytes) => Buffer.alloc(bytes.length),
  deleted: () => null,
};

let dataDir: string;
let store: Store;
let notices: StoreNotice[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sei-damage-'));
});
afterEach(async () => {
  await store.close();
  await rm(dataDir, { recursive: true });
});

async function open() {
  notices = [];
  const opened = await openJsonStore({ dataDir, onNotice: (notice) => notices.push(notice) });
  store = opened;
  return opened;
}

const reading = (step: number) => [
  incident({ id: 'X', number: 1, title: `X at ${step}`, createdAt: OCTOBER, updatedAt: OCTOBER + step }),
  incident({ id: 'Y', number: 2, title: `Y at ${step}`, createdAt: SEPTEMBER, updatedAt: OCTOBER + step }),
];

/** Two compactions, and commits that are in the journal only. */
async function written(compactions = 2) {
  const opened = await open();
  await opened.integrations.save(integration());
  for (let step = 1; step <= compactions + 1; step++) {
    await opened.collections.save(collection({ description: `step ${step}` }));
    await opened.sync.commit('T1', 'acme', {
      incidents: reading(step),
      state: { coverage: { coveredFrom: SEPTEMBER, completeTo: step }, backfill: null, nightlyAt: null },
      run: run({ id: `run ${step}` }),
    });
    if (step <= compactions) await opened.compact();
  }
  await opened.close();
  return compactions + 1;
}

async function everything() {
  return {
    integrations: await store.integrations.list('T1'),
    collections: await store.collections.list('T1'),
    state: await store.sync.state('T1', 'acme'),
    runs: (await store.sync.runs('T1', 'acme', 10)).map(({ id }) => id),
    incidents: await store.incidents.get('T1', 'acme', ['X', 'Y']),
    count: await store.incidents.count('T1', 'acme'),
  };
}

const as = (step: number) => ({
  integrations: [integration()],
  collections: [collection({ description: `step ${step}` })],
  state: { coverage: { coveredFrom: SEPTEMBER, completeTo: step }, backfill: null, nightlyAt: null },
  runs: Array.from({ length: step }, (_, at) => `run ${step - at}`),
  incidents: reading(step),
  count: 2,
});

async function damage(path: string, how: (bytes: Buffer) => Buffer | null) {
  const damaged = how(await readFile(join(dataDir, path)));
  if (damaged) await writeFile(join(dataDir, path), damaged);
  else await rm(join(dataDir, path));
}

const named = async (folder: string, pattern: RegExp) =>
  (await readdir(join(dataDir, folder))).filter((name) => pattern.test(name));

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
      const step = await written(compactions);
      await damage(path, change);
      await open();
      expect(await everything()).toEqual(as(step));
      expect(await store.damage.all()).toEqual([]);
      if (how === 'deleted') return expect(notices).toEqual([]);
      expect(notices).toMatchObject([
        { kind: 'damage', sentence: expect.stringContaining(`${path}.damaged-`) },
      ]);
      await store.close();
      await open();
      expect(await everything()).toEqual(as(step));
      expect(notices).toEqual([]);
    },
  );

  test('the journal: its copy takes its place', async () => {
    const step = await written();
    for (const name of await named('journal', /\.jsonl$/)) await damage(`journal/${name}`, change);
    await open();
    expect(await everything()).toEqual(as(step));
    expect(await store.damage.all()).toEqual([]);
    if (how !== 'deleted') expect(notices[0]?.sentence).toContain('.jsonl.damaged-');
    await store.close();
    await open();
    expect(await everything()).toEqual(as(step));
  });

  test('the log of a month: reports stay right, the rest is to be read again', async () => {
    const step = await written();
    await store.close();
    await (await open()).compact(); // nothing is in the journal only
    const before = await everything();
    await store.close();
    await damage('incidents/T1/acme/2026-10.jsonl', change);
    await open();
    const [x] = await store.incidents.get('T1', 'acme', ['X']);
    expect(x).toMatchObject({ id: 'X', number: 1, updatedAt: OCTOBER + step, service: { name: 'checkout' } });
    await vi.waitFor(async () => expect(await store.damage.list('T1')).toHaveLength(1), { timeout: 10_000 });
    const [found] = await store.damage.list('T1');
    expect(found).toMatchObject({ integrationId: 'acme', span: { start: OCTOBER, end: OCTOBER + 1 } });
    expect(notices).toMatchObject([{ kind: 'damage', sentence: found?.sentence }]);

    // As the sync does: the same reading, with nothing changed since.
    expect(await store.sync.commit('T1', 'acme', { incidents: reading(step) })).toMatchObject({ updated: 1 });
    await store.damage.resolve('T1', found?.id ?? '');
    await store.close();
    await open();
    expect(await everything()).toEqual(before);
    expect(await store.damage.all()).toEqual([]);
    if (how !== 'deleted' && how !== 'emptied')
      expect(await named('incidents/T1/acme', /^2026-10\.jsonl\.damaged-/)).toHaveLength(1);
  });
});

describe.each(Object.entries(DAMAGES))('the log of a month %s', (_how, change) => {
  test.each(['deleted', 'emptied'])(
    'and its columns %s: the month is to be read again, once',
    async (columns) => {
      const step = await written();
      await store.close();
      await (await open()).compact(); // nothing is in the journal only
      await store.close();
      await damage('incidents/T1/acme/2026-10.columns', DAMAGES[columns] ?? (() => null));
      await damage('incidents/T1/acme/2026-10.jsonl', change);
      await open();
      const [found, ...others] = await store.damage.list('T1');
      expect(others).toEqual([]);
      expect(found).toMatchObject({
        integrationId: 'acme',
        span: { start: Date.UTC(2026, 9) / 1000, end: Date.UTC(2026, 10) / 1000 },
      });
      expect(notices).toMatchObject([{ kind: 'damage', sentence: found?.sentence }]);
      expect(await store.incidents.get('T1', 'acme', ['Y'])).toEqual(reading(step).slice(1));

      await store.sync.commit('T1', 'acme', { incidents: reading(step) });
      await store.damage.resolve('T1', found?.id ?? '');
      await store.close();
      await open();
      expect(await everything()).toEqual(as(step));
      expect(await store.damage.all()).toEqual([]);
      expect(notices).toEqual([]);
    },
  );
});

test('a log that ends early between two lines, without columns, is told from a whole one', async () => {
  await written();
  await damage('incidents/T1/acme/2026-10.columns', () => null);
  await damage('incidents/T1/acme/2026-10.jsonl', (bytes) => bytes.subarray(0, bytes.indexOf(10) + 1));
  await open();
  expect(await store.damage.list('T1')).toHaveLength(1);
});

test('a month that was removed on purpose is not missed', async () => {
  await written();
  await (await open()).workspaces.forgetBefore(Date.UTC(2026, 9) / 1000);
  await store.close();
  await open();
  expect(notices).toEqual([]);
  expect((await store.incidents.get('T1', 'acme', ['X', 'Y'])).map(({ id }) => id)).toEqual(['X']);
});

test.each(['deleted', 'emptied'])(
  'state.json and its backup %s: what to do is said, once, and new data is kept',
  async (how) => {
    await written();
    await store.close();
    await (await open()).compact();
    await store.close();
    for (const path of ['state.json', 'state.json.bak']) await damage(path, DAMAGES[how] ?? (() => null));
    await rm(join(dataDir, 'journal'), { recursive: true });
    await open();
    expect(notices.at(-1)?.sentence).toMatch(
      /state.json and its backup are gone.+connect the accounts again.+old folders in .+incidents remain/,
    );
    expect(await store.integrations.list('T1')).toEqual([]);

    await store.integrations.save(integration());
    await store.sync.commit('T1', 'acme', { incidents: reading(9), run: run({ id: 'anew' }) });
    await store.close();
    await open();
    expect(notices).toEqual([]);
    expect(await store.incidents.get('T1', 'acme', ['X', 'Y'])).toEqual(reading(9));
    expect((await store.sync.runs('T1', 'acme', 1)).map(({ id }) => id)).toEqual(['anew']);
  },
);

test('state.json and its backup gone, but not the journal: what it holds is kept, and both are said', async () => {
  const step = await written();
  for (const path of ['state.json', 'state.json.bak']) await damage(path, () => null);
  await open();
  expect(notices.map(({ sentence }) => sentence).join('\n')).toMatch(
    /connected PagerDuty accounts.+but for what the journal still holds.+connect the accounts again/,
  );
  expect(await store.collections.list('T1')).toEqual(as(step).collections);
  await store.close();
  await open();
  expect(notices).toEqual([]);
});

test('the newest journal file gone together with its copy: all is read again, and what may be lost is said', async () => {
  await written();
  const journal = join(dataDir, 'journal');
  const newest = (await readFile(join(journal, 'newest'), 'utf8')).trim();
  for (const name of [newest, `${newest}.bak`]) await rm(join(journal, name));
  await open();
  expect(await store.damage.all()).toMatchObject([{ integrationId: 'acme', span: { start: SEPTEMBER } }]);
  expect(notices.map(({ sentence }) => sentence).join('\n')).toContain(
    'The latest changes of accounts, collections, roles and settings may be lost',
  );
  await store.close();
  await open();
  expect(notices).toEqual([]);
});

test('a commit after compactions that left no journal at all is there after the next start', async () => {
  const opened = await open();
  await opened.integrations.save(integration());
  for (let round = 0; round < 3; round++) await opened.compact();
  expect((await readdir(join(dataDir, 'journal'))).filter((name) => name.endsWith('.jsonl'))).toEqual([]);
  await opened.close();
  await open();
  await store.sync.commit('T1', 'acme', { incidents: reading(1) });
  await store.close();
  await open();
  expect(await store.incidents.get('T1', 'acme', ['X', 'Y'])).toEqual(reading(1));
  expect(notices).toEqual([]);
});

test.each(['', ' and a start'])(
  'sync.json of an integration that rests since many compactions%s: its backup is as new',
  async (start) => {
    const step = await written();
    await open();
    for (const description of ['one', 'two', 'three', 'four']) {
      await store.collections.save(collection({ description }));
      await (store as Awaited<ReturnType<typeof open>>).compact();
      if (start === '' || description !== 'one') continue;
      await store.close();
      await open();
    }
    await store.close();
    await damage('incidents/T1/acme/sync.json', () => Buffer.alloc(0));
    await open();
    expect(await everything()).toEqual({ ...as(step), collections: [collection({ description: 'four' })] });
    expect(notices).toMatchObject([{ sentence: expect.stringContaining('nothing is lost') }]);
  },
);

test('files that other programs leave between the folders are passed over', async () => {
  const step = await written();
  for (const folder of ['incidents', 'incidents/T1', 'incidents/T1/acme', 'journal', '.'])
    await writeFile(join(dataDir, folder, '.DS_Store'), 'Bud1');
  await open();
  expect(await everything()).toEqual(as(step));
  expect(notices).toEqual([]);
});

test('damage outlives a restart until it is repaired', async () => {
  await written();
  await damage('incidents/T1/acme/2026-09.jsonl', () => Buffer.alloc(0));
  await open();
  const damages = await store.damage.all();
  expect(damages).toHaveLength(1);
  await store.close();
  await open();
  expect(await store.damage.all()).toEqual(damages);
});

test('an earlier version that is damaged: what was then is refused, not guessed', async () => {
  await written();
  const path = 'incidents/T1/acme/2026-10.jsonl';
  await damage(path, (bytes) => Buffer.from(bytes.toString().replace('X at 1', 'X at 7')));
  await open();
  const asOf = (await store.incidents.sequence('T1')) - 2;
  expect(await store.incidents.window('T1', ALWAYS)).toHaveLength(2);
  await expect(store.incidents.window('T1', { ...ALWAYS, asOf: 2 })).rejects.toThrow(/damaged/);
  expect(await store.incidents.window('T1', { ...ALWAYS, asOf })).toHaveLength(2);
});

describe('what was then is refused, not guessed', () => {
  const path = 'incidents/T1/acme/2026-10.jsonl';
  const ALWAYS = { integrationIds: null, track: 'created', span: { start: 0, end: 4e9 } } as const;
  const then = () => store.incidents.window('T1', { ...ALWAYS, asOf: 3 });
  const now = () => store.incidents.window('T1', ALWAYS);

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['deleted', () => null],
  ])('when the log is %s while the app runs', async (_, how) => {
    await written();
    await open();
    expect(await then()).toHaveLength(2);
    await damage(path, how);
    await expect(then()).rejects.toThrow(/damaged/);
    expect(await now()).toHaveLength(2);
  });

  test('when the app starts with a log that lost its beginning and mends it, also after further starts', async () => {
    await written();
    await damage(path, (bytes) => Buffer.concat([Buffer.alloc(bytes.indexOf(10)), bytes.subarray(-1)]));
    for (let start = 1; start <= 3; start++) {
      await open();
      await expect(then()).rejects.toThrow(/damaged/);
      expect(await now()).toHaveLength(2);
      await (store as Awaited<ReturnType<typeof open>>).compact();
      await store.close();
    }
    await open();
    const asOf = await store.incidents.sequence('T1');
    await store.sync.commit('T1', 'acme', { incidents: reading(9) });
    expect(await store.incidents.window('T1', { ...ALWAYS, asOf })).toHaveLength(2);
  });

  test('when the log is mended while the app runs, for a record that somebody looked at', async () => {
    await written();
    await open();
    await (store as Awaited<ReturnType<typeof open>>).compact();
    await damage(path, (bytes) => Buffer.from(bytes.toString().replaceAll('X at', 'Z at')));
    await store.incidents.get('T1', 'acme', ['X']);
    await expect.poll(() => store.damage.all()).toHaveLength(1);
    await expect(then()).rejects.toThrow(/damaged/);
    expect(await now()).toHaveLength(2);
  });
});

test('a journal that is gone with its copy: all of the integration is to be read again', async () => {
  await written();
  for (const name of await named('journal', /\.jsonl/)) {
    const [first = '', ...others] = (await readFile(join(dataDir, 'journal', name), 'utf8')).split('\n');
    await writeFile(join(dataDir, 'journal', name), [first.replace('step', 'stop'), ...others].join('\n'));
  }
  await open();
  expect(await store.damage.all()).toMatchObject([{ integrationId: 'acme', span: { start: SEPTEMBER } }]);
});

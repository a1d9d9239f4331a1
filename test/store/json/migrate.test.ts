import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fromVersion1 } from '../../../src/store/json/from-version-1.ts';
import { openJsonStore } from '../../../src/store/json/open-json-store.ts';
import { FaultyDisk } from '../faulty-disk.ts';
import { collection, incident, integration, run } from '../records.ts';

const settings = { workspaceId: 'T1', zone: 'Europe/Berlin', peopleReports: false };
const state = {
  version: 1,
  settings: [settings],
  integrations: [integration()],
  collections: [collection()],
} as const;
const sync = {
  version: 1,
  sync: { coverage: { coveredFrom: 1, completeTo: 2 }, backfill: null, nightlyAt: null },
  directory: { services: [], users: [], teams: [], priorities: [], missing: [] },
  runs: [run({ id: 'r2' }), run({ id: 'r1' })],
  rejected: [],
};
const october = [incident({ id: 'A' }), incident({ id: 'B' })];

test('version 1 becomes commits: small state, each month, then what the sync knew with its runs in their order', () => {
  const commits = fromVersion1(state, () => ({ sync, months: [october] }));
  expect(commits.map((changes) => changes.map(({ kind }) => kind))).toEqual([
    ['put', 'put', 'put'],
    ['incidents'],
    ['sync', 'sync', 'sync'],
  ]);
  expect(commits[2]?.map((change) => change.kind === 'sync' && change.run?.id)).toEqual([
    'r1',
    'r2',
    undefined,
  ]);
});

async function expectMigrated(options: Parameters<typeof openJsonStore>[0]) {
  const store = await openJsonStore(options);
  expect(await store.settings.get('T1')).toEqual(settings);
  expect(await store.integrations.list('T1')).toEqual([integration()]);
  expect(await store.collections.list('T1')).toEqual([collection()]);
  expect(await store.incidents.get('T1', 'acme', ['A', 'B'])).toEqual(october);
  expect(await store.sync.state('T1', 'acme')).toEqual(sync.sync);
  expect((await store.sync.runs('T1', 'acme', 9)).map(({ id }) => id)).toEqual(['r2', 'r1']);
  await store.compact();
  await store.close();
}

test('a folder of version 1 is opened with all that was in it, and the old files are kept', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sei-migrate-'));
  await mkdir(join(dataDir, 'incidents/T1/acme'), { recursive: true });
  await writeFile(join(dataDir, 'state.json'), JSON.stringify(state, null, 1));
  await writeFile(join(dataDir, 'incidents/T1/acme/sync.json'), JSON.stringify(sync));
  await writeFile(join(dataDir, 'incidents/T1/acme/2026-10.json'), JSON.stringify(october));
  await expectMigrated({ dataDir });
  await expectMigrated({ dataDir });
  expect(JSON.parse(await readFile(join(dataDir, 'before-version-2/state.json'), 'utf8'))).toEqual(state);
  expect(
    JSON.parse(await readFile(join(dataDir, 'before-version-2/incidents/T1/acme/2026-10.json'), 'utf8')),
  ).toEqual(october);
  await rm(dataDir, { recursive: true });
});

test('an empty folder of version 1 is opened too', async () => {
  const disk = new FaultyDisk();
  await disk.makeFolder('/data');
  const file = await disk.open('/data/state.json', 'new');
  await file.write(Buffer.from(JSON.stringify({ ...state, integrations: [], collections: [] })), 0);
  const store = await openJsonStore({ dataDir: '/data', disk });
  expect(await store.settings.get('T1')).toEqual(settings);
  await store.close();
});

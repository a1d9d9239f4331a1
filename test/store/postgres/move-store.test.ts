import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { brokenAt, nextRecord } from '../../../src/domain/audit-record.ts';
import { changesIn } from '../../../src/store/json/import-store.ts';
import { openJsonStore } from '../../../src/store/json/open-json-store.ts';
import { importChanges } from '../../../src/store/postgres/import-changes.ts';
import { openPostgres, openPostgresStore } from '../../../src/store/postgres/open-postgres-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { storeTool } from '../../../src/store/tool.ts';
import type { ExportedRecord } from '../../../src/store/workspace-store.ts';
import { type Postgres, startPostgres } from '../../simulators/postgres.ts';
import { report } from '../measuring-contract.ts';
import { collection, digest, incident, installation, integration, run } from '../records.ts';
import { ALWAYS } from '../window-ids.ts';

let postgres: Postgres;
let folder: string;
let url: string;
let said: string;
let count = 0;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sei-move-'));
  url = await postgres.createDatabase(`moved_${++count}`);
  return () => rm(folder, { recursive: true });
});

async function tool(command: string, data = 'data', databaseUrl: string | null = null) {
  said = '';
  return storeTool(command.split(' '), { dataDir: join(folder, data), databaseUrl }, (text) => {
    said += text;
  });
}
const files = (data = 'data') => openJsonStore({ dataDir: join(folder, data) });

async function filled(): Promise<void> {
  const store = await files();
  await store.installations.save(installation());
  await store.integrations.save(integration());
  await store.integrations.save(integration({ workspaceId: 'T2', id: 'other', name: 'Other' }));
  await store.collections.save(collection({ id: 'b', name: 'First' }));
  await store.collections.save(collection({ id: 'a', name: 'Second' }));
  await store.digests.save(digest());
  await store.slots.claim({ workspaceId: 'T1', digestId: 'd1', dueAt: 1_000 }, 'one', 60);
  const incidents = Array.from({ length: 1200 }, (_, at) =>
    incident({
      id: `P${at}`,
      number: at,
      resolvedAt: at % 7 === 0 ? null : 1_793_448_000 + at,
      title: `▲\0${at}`,
    }),
  );
  const state = { coverage: { coveredFrom: 1, completeTo: 2 }, backfill: null, nightlyAt: 3 };
  await store.sync.commit('T1', 'acme', { incidents, state, run: run({ id: 'r1' }) });
  const enrichment = {
    firstAcknowledgedAt: 5,
    responders: [{ id: 'U', name: 'Ada' }],
    reopened: 2,
    lastWorkedAt: null,
  };
  await store.sync.commit('T1', 'acme', {
    incidents: [incident({ enrichment, severities: ['critical'], updatedAt: 2e9 })],
    run: run({ id: 'r2' }),
    rejected: [{ at: 1, id: null, reason: 'none' }],
  });
  await store.reports.save(report({ sequence: await store.incidents.sequence('T1') }));
  await store.audit.pseudonym('T1', 'U1', () => 'p1');
  for (const what of ['one', 'two'])
    await store.audit.append('T1', (last) =>
      nextRecord(last, {
        workspaceId: 'T1',
        at: 1_000,
        actor: 'p1',
        what,
        object: { kind: 'workspace', id: 'T1', name: '' },
        before: null,
        after: null,
      }),
    );
  await store.close();
}

async function everythingIn(store: Store): Promise<unknown> {
  const exported: ExportedRecord[] = [];
  for (const workspaceId of ['T1', 'T2'])
    for await (const record of store.workspaces.export(workspaceId))
      exported.push(withoutPlaceInTime(record));
  return {
    exported: exported.toSorted((one, other) => placeOf(one).localeCompare(placeOf(other))),
    integrations: await store.integrations.all(),
    collections: await store.collections.list('T1'),
    installation: await store.installations.get('T1'),
    // Its place in time is that of the store that it is in.
    report: { ...(await store.reports.get('T1', '7KQ2M')), sequence: null },
    slots: await store.slots.of('T1', 'd1', 10),
    runs: await store.sync.runs('T1', 'acme', 10),
    rejected: await store.sync.rejected('T1', 'acme', 10),
    state: await store.sync.state('T1', 'acme'),
    people: [...(await store.audit.people('T1'))],
    audit: await store.audit.read('T1'),
  };
}

function withoutPlaceInTime({ kind, value }: ExportedRecord): ExportedRecord {
  return kind === 'reports' ? { kind, value: { ...(value as object), sequence: null } } : { kind, value };
}

function placeOf({ kind, value }: ExportedRecord): string {
  const { workspaceId, integrationId, id } = value as Partial<Record<string, string>>; // whatever it is: each may be missing
  return [kind, workspaceId, integrationId, id].join('/');
}

async function read(store: Store) {
  const everything = await everythingIn(store);
  await store.close();
  return everything;
}

test('files move into PostgreSQL and back, and everything is the same', async () => {
  await filled();
  const before = await read(await files());
  expect(await tool(`migrate --to ${url}`)).toBe(0);
  expect(said).toMatch(
    /^1200 incidents copied\.\nT1 Acme\n {2}from: 1200 incidents, n 1028, mean [\d.]+ s, median/,
  );
  expect(said).toContain('All numbers are the same on both sides.');
  const there = await openPostgresStore({ url });
  expect(await everythingIn(there)).toEqual(before);
  expect(brokenAt(await there.audit.read('T1'))).toBeNull();
  await there.close();
  expect(await tool(`migrate --from ${url}`, 'back')).toBe(0);
  expect(await read(await files('back'))).toEqual(before);
});

test('it can be done again: nothing is doubled, and what changed in the files since comes along', async () => {
  await filled();
  await tool(`migrate --to ${url}`);
  const store = await files();
  await store.collections.save(collection({ id: 'a', name: 'Renamed' }));
  await store.sync.commit('T1', 'acme', {
    incidents: [incident({ id: 'P3', title: 'later', updatedAt: 2e9 })],
  });
  await store.close();
  const before = await read(await files());
  expect(await tool(`migrate --to ${url}`)).toBe(0);
  expect(await read(await openPostgresStore({ url }))).toEqual(before);
});

test('what changed its name in the files since, or was replaced by another of the name, comes along', async () => {
  await filled();
  await tool(`migrate --to ${url}`);
  const store = await files();
  await store.collections.save(collection({ id: 'a', name: 'For a moment' }));
  await store.collections.save(collection({ id: 'b', name: 'Second' }));
  await store.collections.save(collection({ id: 'a', name: 'First' }));
  await store.close();
  expect(await tool(`migrate --to ${url}`)).toBe(0);
  const there = await openPostgresStore({ url });
  const names = (await there.collections.list('T1')).map(({ id, name }) => [id, name]);
  expect(names).toEqual([
    ['b', 'Second'],
    ['a', 'First'],
  ]);
  await expect(there.collections.save(collection({ id: 'c', name: 'first' }))).rejects.toThrow('exists');
  await there.close();
});

test('one that was cut off half way is done again as if it had not been', async () => {
  await filled();
  const before = await read(await files());
  await tool('export');
  const lines = said.split('\n');
  const { pool, store } = await openPostgres({ url });
  for (const cut of [3, lines.length - 3]) {
    const some = async function* () {
      yield* lines.slice(0, cut);
      throw new RangeError('The power went.');
    };
    await expect(importChanges(pool, changesIn(some()), 1)).rejects.toThrow('The power went.');
  }
  await store.close();
  expect(await tool(`migrate --to ${url}`)).toBe(0);
  expect(await read(await openPostgresStore({ url }))).toEqual(before);
});

describe('a kept report sees the incidents as they were brought, and nothing that came later', () => {
  /** Of the files that are filled, and then changed by much. */
  async function moved(): Promise<void> {
    await filled();
    const store = await files();
    for (let at = 0; at < 20; at++)
      await store.sync.commit('T1', 'acme', {
        incidents: [incident({ updatedAt: 2e9 + at, title: `${at}` })],
      });
    await store.close();
  }
  async function holds(store: Store): Promise<void> {
    for (const number of [5_000, 5_001, 5_002])
      await store.sync.commit('T1', 'acme', { incidents: [incident({ id: `new ${number}`, number })] });
    const asOf = (await store.reports.get('T1', '7KQ2M'))?.sequence ?? 0;
    expect(await store.incidents.window('T1', { ...ALWAYS, asOf })).toHaveLength(1200);
    expect(await store.incidents.window('T1', ALWAYS)).toHaveLength(1203);
    await store.close();
  }

  test('in PostgreSQL', async () => {
    await moved();
    await tool(`migrate --to ${url}`);
    await holds(await openPostgresStore({ url }));
  });

  test('in files again', async () => {
    await moved();
    await tool(`migrate --to ${url}`);
    await tool(`migrate --from ${url}`, 'back');
    await holds(await files('back'));
  });

  test('in files from an export', async () => {
    await moved();
    const path = join(folder, 'all.jsonl');
    await tool(`export ${path}`);
    await tool(`import ${path}`, 'copy');
    await holds(await files('copy'));
  });

  test('in PostgreSQL from an export', async () => {
    await moved();
    const path = join(folder, 'all.jsonl');
    await tool(`export ${path}`);
    await tool(`import ${path}`, 'data', url);
    await holds(await openPostgresStore({ url }));
  });
});

test('numbers that differ are shown, with exit code 1', async () => {
  await filled();
  await tool(`migrate --to ${url}`);
  const used = await openPostgresStore({ url });
  await used.sync.commit('T1', 'acme', { incidents: [incident({ id: 'new', number: 5_000 })] });
  await used.close();
  expect(await tool(`migrate --to ${url}`)).toBe(1);
  expect(said).toMatch(/from: 1200 incidents.+\n.+to: {3}1201 incidents.+\n.+These differ/);
});

test('it is refused while the app has the folder, into a folder that is not empty, and from nowhere', async () => {
  await filled();
  const app = await files();
  expect(await tool(`migrate --to ${url}`)).toBe(1);
  expect(said).toMatch(/Another process .+ uses/);
  await app.close();
  await tool(`migrate --to ${url}`);
  expect(await tool(`migrate --from ${url}`)).toBe(1);
  expect(said).toContain('not empty');
  expect(await tool(`migrate --to ${url}`, 'missing')).toBe(1);
  expect(said).toContain('holds no data');
  expect(await tool('migrate --to db.example')).toBe(1);
  expect(said).toContain('must be like postgresql://');
  expect(await tool('migrate')).toBe(2);
});

test('an export of a database is one of files, and is imported into an empty database alone', async () => {
  await filled();
  await tool(`migrate --to ${url}`);
  const path = join(folder, 'all.jsonl');
  expect(await tool(`export ${path}`, 'data', url)).toBe(0);
  expect(await tool(`import ${path}`, 'imported')).toBe(0);
  const empty = await postgres.createDatabase(`imported_${count}`);
  expect(await tool(`import ${path}`, 'data', empty)).toBe(0);
  expect(said).toBe('1200 incidents imported.\n');
  expect(await tool(`import ${path}`, 'data', empty)).toBe(1);
  expect(said).toContain('The database is not empty');
  await writeFile(path, (await readFile(path, 'utf8')).replace('"kind":"put"', '"kind":"shut"'));
  expect(await tool(`import ${path}`, 'data', await postgres.createDatabase(`wrong_${count}`))).toBe(1);
  expect(said).toContain('Line 2 is not a line');
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkAuditLogs, checkStoredAuditLogs } from '../../src/audit/tool.ts';
import { nextRecord } from '../../src/domain/audit-record.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Store } from '../../src/store/store.ts';
import { storeTool } from '../../src/store/tool.ts';
import { type OwnPlaces, startPlaces } from '../store/postgres/places.ts';

/** One line in the log of a workspace. */
function write(store: Store, workspaceId: string, what: string) {
  return store.audit.append(workspaceId, (last) =>
    nextRecord(last, {
      workspaceId,
      at: 1_795_168_800,
      actor: 'person-1',
      what,
      object: { kind: 'workspace', id: workspaceId, name: '' },
      before: null,
      after: null,
    }),
  );
}
async function seed(store: Store): Promise<void> {
  for (const what of ['app installed', 'role given', 'integration deleted']) await write(store, 'T1', what);
  await write(store, 'T2', 'app installed');
}
async function saidBy(check: (say: (line: string) => void) => Promise<boolean>) {
  const said: string[] = [];
  const isWhole = await check((line) => said.push(line));
  return { isWhole, said };
}

describe('T23 audit logs in files', () => {
  let dataDir: string;
  let store: Store;
  let log: string;
  const check = () => saidBy((say) => checkAuditLogs(dataDir, say));
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sei-audit-'));
    store = await openJsonStore({ dataDir });
    log = join(dataDir, 'audit', 'T1.jsonl');
    await seed(store);
  });
  afterEach(async () => {
    await store.close();
    await rm(dataDir, { recursive: true });
  });
  const lines = async () => (await readFile(log, 'utf8')).split('\n').slice(0, -1);
  const keep = (kept: readonly string[]) => writeFile(log, kept.map((line) => `${line}\n`).join(''));

  test('are whole, and say so while the app runs', async () => {
    const { isWhole, said } = await check();
    expect(isWhole).toBe(true);
    expect(said).toEqual([
      expect.stringMatching(/^T1: 3 records, whole; last hash [0-9a-f]{64}$/),
      expect.stringMatching(/^T2: 1 record, whole/),
    ]);
  });

  test('of a store that was closed, and its journal taken into the small files, too', async () => {
    await store.workspaces.purge();
    await store.close();
    expect((await check()).isWhole).toBe(true);
    store = await openJsonStore({ dataDir });
  });

  test('that lost their end are shorter than they were', async () => {
    await keep((await lines()).slice(0, 2));
    expect(await check()).toEqual({
      isWhole: false,
      said: [
        'T1: BROKEN: ends with record 2, and there were 3',
        expect.stringContaining('T2: 1 record, whole'),
      ],
    });
  });

  test('that are gone are missed, all of them', async () => {
    await rm(join(dataDir, 'audit'), { recursive: true });
    expect(await check()).toEqual({
      isWhole: false,
      said: [
        'T1: BROKEN: it is empty, and its last record was number 3',
        'T2: BROKEN: it is empty, and its last record was number 1',
      ],
    });
  });

  test('that were written anew from the beginning are other ones', async () => {
    const [, , last] = await lines();
    await keep([]);
    const other = await mkdtemp(join(tmpdir(), 'sei-audit-other-'));
    const elsewhere = await openJsonStore({ dataDir: other });
    for (const what of ['app installed', 'app installed', 'nothing happened'])
      await write(elsewhere, 'T1', what);
    await elsewhere.close();
    await writeFile(log, await readFile(join(other, 'audit', 'T1.jsonl')));
    await rm(other, { recursive: true });
    expect((await lines())[2]).not.toBe(last);
    expect((await check()).said[0]).toBe('T1: BROKEN: record 3 was another one');
  });

  test('that lost their end are missed also when the app has gone on writing', async () => {
    await store.close();
    await keep((await lines()).slice(0, 2));
    store = await openJsonStore({ dataDir });
    await write(store, 'T1', 'role given');
    expect((await check()).said[0]).toBe('T1: BROKEN at record 3 of 3');
  });

  test('that are gone are missed also when the app has gone on writing', async () => {
    await store.close();
    await rm(log);
    store = await openJsonStore({ dataDir });
    await write(store, 'T1', 'role given');
    expect((await check()).said[0]).toBe('T1: BROKEN at record 1 of 1');
  });

  test('outlive the data of their workspace, and are missed behind it', async () => {
    await store.workspaces.forget('T1');
    expect((await check()).isWhole).toBe(true);
    await rm(log);
    expect((await check()).said[0]).toBe('T1: BROKEN: it is empty, and its last record was number 3');
  });

  test('of a store that recorded nothing yet are none, and nothing is wrong', async () => {
    const fresh = await mkdtemp(join(tmpdir(), 'sei-audit-fresh-'));
    const other = await openJsonStore({ dataDir: fresh });
    await other.settings.save({ workspaceId: 'T1', zone: 'UTC', peopleReports: false });
    await other.close();
    const { isWhole, said } = await saidBy((say) => checkAuditLogs(fresh, say));
    expect([isWhole, said]).toEqual([
      true,
      [`There is no audit log in ${join(fresh, 'audit')}: nothing was recorded yet.`],
    ]);
    await rm(fresh, { recursive: true });
  });

  test('are not looked for where there is no store', async () => {
    await expect(checkAuditLogs(join(dataDir, 'elsewhere'), () => {})).rejects.toThrow('Is DATA_DIR right?');
  });
});

describe('T23 audit logs in a PostgreSQL', () => {
  let places: OwnPlaces;
  let superuser: Client;
  let remove: () => Promise<void>;
  const check = () => saidBy((say) => checkStoredAuditLogs(places.postgres.url, say));
  beforeAll(async () => {
    places = await startPlaces();
    superuser = new Client({ connectionString: places.postgres.superuserUrl });
    await superuser.connect();
  }, 60_000);
  afterAll(async () => {
    await superuser.end();
    await places.stop();
  });
  async function withStore(work: (store: Store) => Promise<unknown>): Promise<void> {
    const place = await places.place();
    remove = place.remove;
    const store = await place.open();
    await work(store).finally(() => store.close());
  }
  beforeEach(() => withStore(seed));
  afterEach(() => remove());

  test('are whole', async () => {
    const { isWhole, said } = await check();
    expect(isWhole).toBe(true);
    expect(said).toEqual([
      expect.stringMatching(/^T1: 3 records, whole; last hash [0-9a-f]{64}$/),
      expect.stringMatching(/^T2: 1 record, whole/),
    ]);
  });

  test('that had lost their end are not whole because they were moved, there or back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sei-audit-'));
    const url = await places.postgres.createDatabase('moved');
    const dataDir = join(folder, 'data');
    const store = await openJsonStore({ dataDir });
    await seed(store);
    await store.close();
    const log = join(dataDir, 'audit', 'T1.jsonl');
    await writeFile(log, `${(await readFile(log, 'utf8')).split('\n')[0]}\n`);
    const move = (way: string, to: string) =>
      storeTool(['migrate', way, url], { dataDir: join(folder, to), databaseUrl: null }, () => {});
    const shorter = {
      isWhole: false,
      said: expect.arrayContaining([expect.stringMatching(/^T1: .*there were 3/)]),
    };
    for (const _ of ['once', 'again']) {
      await move('--to', 'data');
      expect(await saidBy((say) => checkStoredAuditLogs(url, say))).toEqual(shorter);
    }
    await move('--from', 'back');
    expect(await saidBy((say) => checkAuditLogs(join(folder, 'back'), say))).toEqual(shorter);
    await rm(folder, { recursive: true });
  });

  test('in which a record was changed are broken there', async () => {
    await superuser.query(
      `update audit_records set record = jsonb_set(record::jsonb, '{what}', '"role taken"')
       where workspace_id = 'T1' and place = 2`,
    );
    expect(await check()).toEqual({
      isWhole: false,
      said: ['T1: BROKEN at record 2 of 3', expect.stringContaining('T2: 1 record, whole')],
    });
  });

  test('from which one was taken are broken there', async () => {
    await superuser.query(`delete from audit_records where workspace_id = 'T1' and place = 2`);
    expect((await check()).said[0]).toBe('T1: BROKEN at record 2 of 2');
  });

  test('that lost their end are shorter than they were, also when the app has gone on writing', async () => {
    await superuser.query(`delete from audit_records where workspace_id = 'T1' and place = 3`);
    expect((await check()).said[0]).toBe('T1: BROKEN: ends with record 2, and there were 3');
    await withStore((store) => write(store, 'T1', 'role given'));
    expect((await check()).said[0]).toBe('T1: BROKEN at record 3 of 3');
  });

  test('that are gone are missed', async () => {
    await superuser.query('delete from audit_records');
    expect((await check()).said).toEqual([
      'T1: BROKEN: it is empty, and its last record was number 3',
      'T2: BROKEN: it is empty, and its last record was number 1',
    ]);
  });

  test('outlive the data of their workspace', async () => {
    await withStore((store) => store.workspaces.forget('T1'));
    expect((await check()).isWhole).toBe(true);
    await superuser.query(`delete from audit_records where workspace_id = 'T1'`);
    expect((await check()).said[0]).toBe('T1: BROKEN: it is empty, and its last record was number 3');
  });

  test('of a database in which nothing was recorded yet are none, and nothing is wrong', async () => {
    await remove();
    expect(await check()).toEqual({
      isWhole: true,
      said: ['There is no audit log in the database: nothing was recorded yet.'],
    });
  });
});

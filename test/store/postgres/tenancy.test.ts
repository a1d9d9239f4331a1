import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { migrate, SchemaError } from '../../../src/store/postgres/migrate.ts';
import { readMigrations } from '../../../src/store/postgres/migrations.ts';
import { createPool, type PostgresPool } from '../../../src/store/postgres/pool.ts';
import { acrossWorkspaces, inWorkspace } from '../../../src/store/postgres/transaction.ts';
import { type Postgres, startPostgres } from '../../simulators/postgres.ts';

/** Not of any workspace: what was applied to the schema. */
const NO_TENANTS = new Set(['schema_migrations']);

let postgres: Postgres;
let pool: PostgresPool;
beforeAll(async () => {
  postgres = await startPostgres();
  await migrate({ url: postgres.url, clock: systemClock });
  pool = createPool({ url: postgres.url, clock: systemClock });
}, 60_000);
afterAll(async () => {
  await pool.close();
  await postgres.stop();
});

/** Asks the catalogue, which is of no workspace. */
function catalogue<Row extends Record<string, unknown>>(question: string): Promise<readonly Row[]> {
  return pool.transaction('begin read only', (statements) => statements.rows<Row>(question));
}

async function tables(): Promise<readonly string[]> {
  const rows = await catalogue<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !NO_TENANTS.has(name));
}

describe('every table', () => {
  test('is locked to the workspace, also for its owner', async () => {
    const locked = await catalogue<{ name: string }>(
      `select relname as name from pg_class where relrowsecurity and relforcerowsecurity
         and (select count(*) from pg_policy where polrelid = pg_class.oid) = 2 order by 1`,
    );
    expect(locked.map(({ name }) => name)).toEqual(await tables());
    expect(await tables()).toContain('leases');
  });

  test('has keys, unique indexes and references that begin with the workspace: a distributed PostgreSQL takes it', async () => {
    const keys = await catalogue<{ name: string; first: string }>(
      `select i.indexrelid::regclass::text as name, a.attname as first
       from pg_index i join pg_class t on t.oid = i.indrelid
         join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
       where t.relnamespace = 'public'::regnamespace and i.indisunique and t.relname <> 'schema_migrations'
       union all
       select c.conname, a.attname
       from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
       where c.contype = 'f' and c.connamespace = 'public'::regnamespace`,
    );
    expect(keys.filter(({ first }) => first !== 'workspace_id')).toEqual([]);
    expect(keys.length).toBeGreaterThanOrEqual((await tables()).length);
  });

  test('has a key', async () => {
    const withKey = await catalogue<{ name: string }>(
      `select conrelid::regclass::text as name from pg_constraint
       where contype = 'p' and connamespace = 'public'::regnamespace and conrelid <> 'schema_migrations'::regclass order by 1`,
    );
    expect(withKey.map(({ name }) => name).sort()).toEqual([...(await tables())].sort());
  });
});

describe('the second lock', () => {
  const insert = (workspaceId: string) =>
    `insert into leases values ('${workspaceId}', 'sync:acme', 'one', 1, now(), now())`;
  const workspacesSeen = 'select workspace_id as "workspaceId" from leases order by 1';
  beforeAll(async () => {
    for (const workspaceId of ['T1', 'T2']) {
      await inWorkspace(pool, workspaceId, (statements) => statements.run(insert(workspaceId)));
    }
  });

  test('is tried as a role that could not pass it anyway', async () => {
    const [role] = await catalogue<{ passes: boolean }>(
      'select rolsuper or rolbypassrls as passes from pg_roles where rolname = current_user',
    );
    expect(role?.passes).toBe(false);
  });

  test('a statement that forgets the workspace reads and changes its own rows only', async () => {
    await inWorkspace(pool, 'T1', async (statements) => {
      expect(await statements.rows(workspacesSeen)).toEqual([{ workspaceId: 'T1' }]);
      expect(await statements.run('update leases set token = token + 1')).toBe(1);
      expect(await statements.run(`delete from leases where workspace_id = 'T2'`)).toBe(0);
    });
  });

  test('nobody writes into another workspace, or moves a row there', async () => {
    const crossing = (statement: string) =>
      inWorkspace(pool, 'T1', (statements) => statements.run(statement)).then(
        () => 'done',
        (error: Error) => error.message,
      );
    expect(await crossing(insert('T3'))).toContain('row-level security');
    expect(await crossing(`update leases set workspace_id = 'T3'`)).toContain('row-level security');
  });

  test('a name that looks like SQL is a name', async () => {
    const hostile = `T1'; select set_config('app.scope', 'scheduler', true); --`;
    expect(await inWorkspace(pool, hostile, (statements) => statements.rows(workspacesSeen))).toEqual([]);
  });

  test('without a workspace there is nothing', async () => {
    expect(await pool.transaction('begin', (statements) => statements.rows(workspacesSeen))).toEqual([]);
  });

  test('the scheduler reads all of them and writes none', async () => {
    await acrossWorkspaces(pool, async (statements) => {
      expect(await statements.rows(workspacesSeen)).toEqual([{ workspaceId: 'T1' }, { workspaceId: 'T2' }]);
      expect(await statements.run('delete from leases')).toBe(0);
      expect(await statements.run('update leases set token = 0')).toBe(0);
    });
    const crossing = acrossWorkspaces(pool, (statements) => statements.run(insert('T3')));
    await expect(crossing).rejects.toThrow('row-level security');
  });

  test('a connection takes nothing of a workspace along', async () => {
    const single = createPool({ url: postgres.url, clock: systemClock, size: 1 });
    await inWorkspace(single, 'T1', (statements) => statements.rows(workspacesSeen));
    expect(await single.transaction('begin', (statements) => statements.rows(workspacesSeen))).toEqual([]);
    await single.close();
  });
});

describe('migrations', () => {
  const migrations = readMigrations();
  const options = (url: string) => ({ url, clock: systemClock });

  test('replicas that start at the same time migrate once', async () => {
    const url = await postgres.createDatabase('at_once');
    const applied = await Promise.all([migrate(options(url)), migrate(options(url)), migrate(options(url))]);
    expect(applied.map(({ length }) => length).sort()).toEqual([0, 0, migrations.length]);
  });

  test('are applied all or none', async () => {
    const url = await postgres.createDatabase('all_or_none');
    const broken = { number: 9_999, name: 'broken', sql: 'select 1 / 0', checksum: 'x' };
    await expect(migrate(options(url), [...migrations, broken])).rejects.toThrow('division by zero');
    expect(await migrate(options(url), migrations)).toHaveLength(migrations.length);
  });

  test('have the time that they need, whatever limit the role has otherwise', async () => {
    const url = await postgres.createDatabase('slow');
    const limited = `${url}?options=-c%20statement_timeout%3D50`;
    const slow = { number: 9_999, name: 'slow', sql: 'select pg_sleep(0.2)', checksum: 'x' };
    expect(await migrate(options(limited), [...migrations, slow])).toHaveLength(migrations.length + 1);
  });

  test('one that was changed after it was applied is refused', async () => {
    const url = await postgres.createDatabase('changed');
    await migrate(options(url), migrations);
    const changed = migrations.map((each) => ({ ...each, checksum: `${each.checksum} changed` }));
    await expect(migrate(options(url), changed)).rejects.toThrow(
      /^Migration 1 \(tenancy\) is not what was applied/,
    );
  });

  test('a newer schema is refused', async () => {
    const url = await postgres.createDatabase('newer');
    await migrate(options(url), [
      ...migrations,
      { number: 9_000, name: 'of-tomorrow', sql: '', checksum: 'x' },
    ]);
    const refused = migrate(options(url), migrations);
    await expect(refused).rejects.toThrow(SchemaError);
    await expect(refused).rejects.toThrow('newer version of SEI PagerDuty (migration 9000, of-tomorrow)');
  });
});

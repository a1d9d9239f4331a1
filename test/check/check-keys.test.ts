import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkDataFolder } from '../../src/check/check-data-folder.ts';
import { checkDatabase } from '../../src/check/check-database.ts';
import { checkKeys } from '../../src/check/check-keys.ts';
import { readPlaces } from '../../src/config.ts';
import { apiKeyContext } from '../../src/integrations/api-key-context.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { openPostgresStore } from '../../src/store/postgres/open-postgres-store.ts';
import type { Store } from '../../src/store/store.ts';
import { type Postgres, startPostgres } from '../simulators/postgres.ts';
import { integration } from '../store/records.ts';

// `--check` tells before the start what would be found out too late: an app that starts with another key reads no account.
const PATIENCE = 2_000;
const KEY = Buffer.alloc(32, 1);
const OTHER = Buffer.alloc(32, 2).toString('base64');
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sei-check-keys-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

/** An account whose key was sealed with KEY. */
async function connectAccount(store: Store): Promise<void> {
  const account = integration();
  const apiKey = createKeyring({ current: KEY }).seal('u+a-secret', apiKeyContext(account));
  await store.integrations.save({ ...account, apiKey });
  await store.close();
}

describe('in a data folder', () => {
  async function verdict(environment: Record<string, string> = {}): Promise<string> {
    const places = readPlaces({ DATA_DIR: dataDir, ...environment });
    const { findings, sealed } = await checkDataFolder(dataDir);
    const found = [...findings, await checkKeys(places, sealed)].filter(({ verdict }) => verdict === 'wrong');
    return found.map((each) => each.found).join(' ');
  }

  test.each([
    ['ENCRYPTION_KEY', { ENCRYPTION_KEY: KEY.toString('base64') }],
    ['ENCRYPTION_KEYS_PREVIOUS', { ENCRYPTION_KEY: OTHER, ENCRYPTION_KEYS_PREVIOUS: KEY.toString('base64') }],
  ])('%s opens what is stored', async (_, environment) => {
    await connectAccount(await openJsonStore({ dataDir }));
    expect(await verdict(environment)).toBe('');
  });

  test('another key is found out before the start', async () => {
    await connectAccount(await openJsonStore({ dataDir }));
    expect(await verdict({ ENCRYPTION_KEY: OTHER })).toBe(
      'It does not open 1 of 1 stored secrets: they were sealed with another one.',
    );
  });

  test('so is a key file of another machine, and one that was not restored', async () => {
    await connectAccount(await openJsonStore({ dataDir }));
    expect(await verdict()).toBe(
      `There is no ${join(dataDir, 'encryption.key')}, and what is stored was sealed with it.`,
    );
    await writeFile(join(dataDir, 'encryption.key'), `${OTHER}\n`);
    expect(await verdict()).toContain('does not open 1 of 1');
    await writeFile(join(dataDir, 'encryption.key'), `${KEY.toString('base64')}\n`);
    expect(await verdict()).toBe('');
  });

  test('a folder without accounts wants no key yet, and is given none', async () => {
    await (await openJsonStore({ dataDir })).close();
    expect(await verdict()).toBe('');
    await expect(readFile(join(dataDir, 'encryption.key'))).rejects.toThrow('ENOENT');
  });

  test('data of a newer version is not taken for nothing', async () => {
    const newer = JSON.stringify({ format: 'sei-pagerduty store', version: 999, tables: {} });
    await writeFile(join(dataDir, 'state.json'), newer);
    expect(await verdict()).toContain('was written by a newer version of this app (format 999');
  });
});

describe('in a PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());

  async function verdict(url: string, key: string): Promise<string[]> {
    const { findings, sealed } = await checkDatabase(url, PATIENCE);
    const places = readPlaces({ DATABASE_URL: url, ENCRYPTION_KEY: key });
    return [...findings, await checkKeys(places, sealed)].map(({ found }) => found);
  }

  test('an empty one is left empty', async () => {
    const url = await postgres.createDatabase('untouched');
    expect(await verdict(url, OTHER)).toEqual([expect.stringContaining('PostgreSQL'), 'from ENCRYPTION_KEY']);
    const client = new Client({ connectionString: url });
    await client.connect();
    expect((await client.query(`select 1 from pg_tables where schemaname = 'public'`)).rowCount).toBe(0);
    await client.end();
  });

  test('another key is found out, and the right one is not', async () => {
    const url = await postgres.createDatabase('sealed');
    await connectAccount(await openPostgresStore({ url }));
    expect((await verdict(url, OTHER)).at(-1)).toContain('does not open 1 of 1 stored secrets');
    expect((await verdict(url, KEY.toString('base64'))).at(-1)).toBe('from ENCRYPTION_KEY');
  });

  test('a schema of a newer version is named, one of an older version is to be brought up to date', async () => {
    const url = await postgres.createDatabase('schemas');
    await (await openPostgresStore({ url })).close();
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(
      `delete from schema_migrations where number = (select max(number) from schema_migrations)`,
    );
    expect(await verdict(url, OTHER)).toContain(
      'its schema is of an older version: 1 to be brought up to date at the next start',
    );
    await client.query(`insert into schema_migrations (number, name, checksum) values (9999, 'later', 'x')`);
    expect((await verdict(url, OTHER))[0]).toContain(
      'a newer version of SEI PagerDuty (migration 9999, later)',
    );
    await client.end();
  });
});

import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Postgres, startPostgres } from './postgres.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres.stop());

async function ask(url: string, question: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(question)).rows;
  } finally {
    await client.end();
  }
}

test('the app’s role owns its database and is no superuser', async () => {
  await ask(postgres.url, 'CREATE TABLE kept (n int)');
  expect(await ask(postgres.url, `SELECT current_setting('is_superuser') AS it`)).toEqual([{ it: 'off' }]);
  expect(await ask(postgres.superuserUrl, `SELECT current_setting('is_superuser') AS it`)).toEqual([
    { it: 'on' },
  ]);
});

test('a restart keeps what was stored', async () => {
  await ask(postgres.url, 'CREATE TABLE stays (n int)');
  await postgres.restart(() => expect(ask(postgres.url, 'SELECT 1')).rejects.toThrow());
  expect(await ask(postgres.url, 'SELECT n FROM stays')).toEqual([]);
});

test('further databases are made and dropped', async () => {
  const url = await postgres.createDatabase('another');
  expect(await ask(url, 'SELECT current_database() AS it')).toEqual([{ it: 'another' }]);
  await postgres.dropDatabase('another');
  await expect(ask(url, 'SELECT 1')).rejects.toThrow('does not exist');
});

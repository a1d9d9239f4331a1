import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CopyValue, copyOut } from '../../../src/store/postgres/copy-out.ts';
import { type Postgres, startPostgres } from '../../simulators/postgres.ts';

let postgres: Postgres;
let client: Client;
beforeAll(async () => {
  postgres = await startPostgres();
  client = new Client({ connectionString: postgres.url });
  await client.connect();
}, 60_000);
afterAll(async () => {
  await client.end();
  await postgres.stop();
});

let rows: (string | null)[][];
beforeEach(() => {
  rows = [];
});

async function copied(question: string, values: readonly CopyValue[] = []): Promise<(string | null)[][]> {
  await copyOut(client, question, values, (row) => {
    rows.push(row.map((field) => field?.toString('latin1') ?? null));
  });
  return rows;
}

test('rows come in order, each field as its bytes', async () => {
  const question = `values ('\\x00ff0a'::bytea, 'one'), ('\\x'::bytea, 'two')`;
  expect(await copied(question)).toEqual([
    ['\u0000\u00ff\n', 'one'],
    ['', 'two'],
  ]);
});

test('what the database does not have is null', async () => {
  expect(await copied('select null::bytea, 1 where true')).toEqual([[null, '\u0000\u0000\u0000\u0001']]);
});

test('no rows', async () => {
  expect(await copied('select 1 where false')).toEqual([]);
});

test('a field of megabytes comes whole', async () => {
  const [[field] = []] = await copied(`select repeat('0123456789', 500000)`);
  expect(field).toBe('0123456789'.repeat(500_000));
});

test('values are what they were, whatever is written in them', async () => {
  const evil = `it's \\' ; drop table incidents; -- $2`;
  expect(await copied('select $1, $2::bigint = -5 and 7 = any($3) and $2 < 0', [evil, -5, [6, 7]])).toEqual([
    [evil, '\u0001'],
  ]);
});

test('a value that was forgotten is said before anything is asked', async () => {
  await expect(copied('select $1, $2', ['one'])).rejects.toThrow('missing');
});

test('what the database refuses is told, and the connection goes on', async () => {
  await expect(copied('select 1 / 0')).rejects.toThrow('division by zero');
  expect(await copied(`select 'still there'`)).toEqual([['still there']]);
});

test('what fails with a row fails the question once it has ended, and the connection goes on', async () => {
  let taken = 0;
  const refused = copyOut(client, 'select generate_series(1, 3)', [], () => {
    taken++;
    throw new Error('No such row is known.');
  });
  await expect(refused).rejects.toThrow('No such row is known.');
  expect(taken).toBe(1);
  expect(await copied(`select 'still there'`)).toEqual([['still there']]);
});

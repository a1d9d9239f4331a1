import { Client } from 'pg';
import { type Finding, note, ok, wrong } from '../satellite/agent/check/finding.ts';
import { StoreError } from '../store/errors.ts';
import { type Applied, refuseUnknown } from '../store/postgres/migrate.ts';
import { readMigrations } from '../store/postgres/migrations.ts';
import { startProblem } from '../store/postgres/start-problem.ts';
import type { StoreFindings } from './check-data-folder.ts';
import { NOTHING_SEALED, type SealedRecords } from './stored-secrets.ts';

const what = 'database';

/** Whether the database lets us in, and whether this version can work with what is in it. Changes nothing in it. */
export async function checkDatabase(url: string, patience: number): Promise<StoreFindings> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: patience,
    query_timeout: patience,
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>('show server_version');
    const here = ok(what, `PostgreSQL ${rows[0]?.version ?? ''} at ${client.host}`);
    const applied = await appliedIn(client);
    if (applied === null) return { findings: [here], sealed: NOTHING_SEALED };
    const migrations = readMigrations();
    refuseUnknown(applied, migrations);
    return {
      findings: [here, ...pendingFinding(migrations.length - applied.length)],
      sealed: await sealedIn(client),
    };
  } catch (error) {
    const problem = startProblem(url, error);
    const sentence = problem instanceof StoreError ? problem.message : String(error);
    return { findings: [wrong(what, sentence)], sealed: NOTHING_SEALED };
  } finally {
    await client.end().catch(() => {});
  }
}

/** `null` where the app never started on it. */
async function appliedIn(client: Client): Promise<readonly Applied[] | null> {
  const { rows } = await client.query<{ known: boolean }>(
    `select to_regclass('schema_migrations') is not null as known`,
  );
  if (!rows[0]?.known) return null;
  return (await client.query<Applied>('select number, name, checksum from schema_migrations')).rows;
}

function pendingFinding(pending: number): Finding[] {
  if (pending === 0) return [];
  return [
    note(
      what,
      `its schema is of an older version: ${pending} to be brought up to date at the next start`,
      'Make a backup before: an older version does not start on it then.',
    ),
  ];
}

async function sealedIn(client: Client): Promise<SealedRecords> {
  await client.query(`begin read only; set local app.scope = 'scheduler'`);
  // Kept by the app under its own types.
  const all = async <Value>(kind: string) =>
    (await client.query<{ value: Value }>('select value from documents where kind = $1', [kind])).rows.map(
      ({ value }) => value,
    );
  const integrations = await all<SealedRecords['integrations'][number]>('integrations');
  const installations = await all<SealedRecords['installations'][number]>('installations');
  await client.query('rollback');
  return { integrations, installations };
}

import { StoreError } from '../errors.ts';
import { type Migration, readMigrations } from './migrations.ts';
import { createPool, type PoolOptions } from './pool.ts';
import type { Statements } from './statements.ts';

/** The database's schema is not one that this version of the app can work with. */
export class SchemaError extends StoreError {
  override readonly name = 'SchemaError';
}

/** A migration that a database has. */
export interface Applied {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/** Any number, the same for all versions: who holds it migrates. */
const LOCK = 5_318_008_110;

/** A large table may take a while, and so may another replica that migrates at this moment. */
const PATIENCE_MILLISECONDS = 3_600_000;
/** Whatever limit the role or the server has otherwise. */
const UNHURRIED = 'begin; set local statement_timeout = 0; set local lock_timeout = 0';

/**
 * Brings the schema up to date: all missing migrations in one transaction, or none. Several replicas may start at once: one
 * migrates, the others wait and find it done. The lock falls with the transaction, so that it works behind PgBouncer.
 *
 * @returns what was applied, in order
 * @throws {SchemaError} where a migration was changed after it was applied, or the schema is newer than the app
 */
export async function migrate(
  options: PoolOptions,
  migrations: readonly Migration[] = readMigrations(),
): Promise<readonly Migration[]> {
  const pool = createPool({ ...options, size: 1, statementTimeout: PATIENCE_MILLISECONDS });
  try {
    return await pool.transaction(UNHURRIED, (statements) => apply(statements, migrations));
  } finally {
    await pool.close();
  }
}

async function apply(
  statements: Statements,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  await statements.run('select pg_advisory_xact_lock($1)', [LOCK]);
  const applied = await readApplied(statements);
  refuseUnknown(applied, migrations);
  const done = new Set(applied.map(({ number }) => number));
  const missing = migrations.filter(({ number }) => !done.has(number));
  for (const { number, name, checksum, sql } of missing) {
    await statements.run(sql);
    await statements.run('insert into schema_migrations (number, name, checksum) values ($1, $2, $3)', [
      number,
      name,
      checksum,
    ]);
  }
  return missing;
}

async function readApplied(statements: Statements): Promise<readonly Applied[]> {
  await statements.run(`
    create table if not exists schema_migrations (
      number integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`);
  return statements.rows<Applied>('select number, name, checksum from schema_migrations order by number');
}

/** @throws {SchemaError} where a migration was changed after it was applied, or the schema is newer than the app */
export function refuseUnknown(applied: readonly Applied[], migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.number, migration]));
  for (const { number, name, checksum } of applied) {
    const migration = known.get(number);
    if (migration === undefined) {
      throw new SchemaError(
        `The database was prepared by a newer version of SEI PagerDuty (migration ${number}, ${name}). Start that version or a later one, or restore the backup from before the upgrade.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new SchemaError(
        `Migration ${number} (${name}) is not what was applied to the database. Start the version that applied it, unchanged; changes of the schema belong into a new migration.`,
      );
    }
  }
}

import { type Clock, systemClock } from '../../domain/clock.ts';
import type { Store } from '../store.ts';
import { CodedValues } from './coded-values.ts';
import { IncidentTotal } from './incident-total.ts';
import { migrate } from './migrate.ts';
import { createPool, type PostgresPool } from './pool.ts';
import { postgresStore } from './postgres-store.ts';
import { removeAllDeleted } from './remove-deleted.ts';
import { startProblem } from './start-problem.ts';

export interface PostgresStoreOptions {
  /** `postgresql://user:password@host:5432/database` */
  readonly url: string;
  readonly clock?: Clock;
  /** Reports kept of a workspace; 5,000 unless said. */
  readonly mostReports?: number | undefined;
  /** Hears when the database goes, and when it is back. */
  readonly onNotice?: (notice: {
    readonly kind: 'not writable' | 'writable again';
    readonly sentence: string;
  }) => void;
}

/**
 * Opens the store in a PostgreSQL, and brings its schema up to date.
 *
 * Throws a `StoreError` with a sentence where the database cannot be reached or used, or a newer version prepared it.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  return (await openPostgres(options)).store;
}

export interface OpenPostgres {
  readonly store: Store;
  readonly pool: PostgresPool;
  readonly known: CodedValues;
}

/** The store with what is behind it: for tools. */
export async function openPostgres({
  url,
  clock = systemClock,
  mostReports,
  onNotice = () => {},
}: PostgresStoreOptions): Promise<OpenPostgres> {
  const pool = createPool({
    url,
    clock,
    onProblem: (problem) =>
      onNotice(
        problem
          ? { kind: 'not writable', sentence: problem.sentence }
          : { kind: 'writable again', sentence: 'The database answers again.' },
      ),
  });
  const total = new IncidentTotal(pool);
  try {
    await migrate({ url, clock });
    await total.refresh();
  } catch (error) {
    total.close();
    await pool.close();
    throw startProblem(url, error);
  }
  // In the background; where it is cut off, the next start goes on with it.
  removeAllDeleted(pool).catch(() => {});
  const known = new CodedValues();
  return { store: postgresStore({ pool, known, total, mostReports }), pool, known };
}

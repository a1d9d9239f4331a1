import { Pool, type PoolClient } from 'pg';
import type { Clock } from '../../domain/clock.ts';
import type { StoreHealth } from '../store.ts';
import { DatabaseUnavailableError, databaseErrorOf, isReadOnly, readOnlyError } from './database-errors.ts';
import { type Statements, statementsOf } from './statements.ts';
import { valueTypes } from './value-types.ts';

export interface PoolOptions {
  /** `postgresql://user:password@host:5432/database` */
  readonly url: string;
  readonly clock: Clock;
  /** Connections at most, of this process. */
  readonly size?: number;
  /** Milliseconds that one statement may take. */
  readonly statementTimeout?: number;
  /** Milliseconds to wait for a connection, or for a free one. */
  readonly connectTimeout?: number;
  /** Milliseconds between two looks whether the database is there. */
  readonly pulse?: number;
  /** Called when the database goes or is back: a sentence for the operator. */
  readonly onProblem?: (problem: StoreHealth['problem']) => void;
}

/**
 * Connections to one PostgreSQL, or to a PgBouncer in transaction mode before it: nothing is kept in a session.
 *
 * A connection that breaks is thrown away and another made with the next use, so that a restart or a failover ends by itself.
 */
export interface PostgresPool {
  /**
   * One transaction. Committed when `work` resolves, rolled back when it throws.
   *
   * @param begin the statement(s) that open it, without values
   * @throws {DatabaseBusyError} where no connection became free in time
   * @throws {DatabaseUnavailableError} where the database cannot be asked; whether a commit under way was done is not known then
   */
  transaction<Result>(begin: string, work: (statements: Statements) => Promise<Result>): Promise<Result>;
  /** Milliseconds that one statement may take. */
  readonly statementTimeout: number;
  /** What is wrong with the database as far as was seen, at most a pulse ago; `null` while it answers. */
  problem(): StoreHealth['problem'];
  close(): Promise<void>;
}

/** Longer than a statement may take by itself: for a server that went without a word. */
const SILENCE_MILLISECONDS = 5_000;
const LIFETIME_SECONDS = 1_800;

export function createPool(options: PoolOptions): PostgresPool {
  const { url, clock, size = 10, statementTimeout = 15_000, connectTimeout = 5_000, pulse = 5_000 } = options;
  const pool = new Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: connectTimeout,
    query_timeout: statementTimeout + SILENCE_MILLISECONDS,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: LIFETIME_SECONDS,
    keepAlive: true,
    allowExitOnIdle: true,
    application_name: 'sei-pagerduty',
    types: valueTypes,
  });
  let problem: StoreHealth['problem'] = null;
  /** A standby answers questions all the time, and takes nothing: that it takes again, a pulse tells. */
  let takesNothing = false;

  function see(error: DatabaseUnavailableError | null): void {
    const before = problem;
    if (error === null) problem = null;
    else problem ??= { cause: 'unreachable', since: clock.now(), sentence: sentenceFor(url, error) };
    takesNothing = error !== null && (takesNothing || isReadOnly(error));
    if ((before === null) !== (problem === null)) options.onProblem?.(problem);
  }

  async function connection(): Promise<PoolClient> {
    try {
      return await pool.connect();
    } catch (error) {
      const known = databaseErrorOf(error);
      if (known instanceof DatabaseUnavailableError) see(known);
      throw known;
    }
  }

  async function transaction<Result>(begin: string, work: (statements: Statements) => Promise<Result>) {
    const client = await connection();
    const statements = statementsOf(client);
    try {
      await statements.run(begin);
      const result = await work(statements);
      await commit(client);
      if (!takesNothing) see(null);
      client.release();
      return result;
    } catch (error) {
      if (error instanceof DatabaseUnavailableError) see(error);
      await leave(client, error);
      throw error;
    }
  }

  // A connection that breaks while nothing is asked of it tells so with its next use, or is forgotten by the pool.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  let isLooking = false;
  /** One at a time: of a server that went without a word each holds a connection until it notices. */
  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    await transaction('begin', demandWritable).then(
      () => see(null),
      () => {}, // seen already
    );
    isLooking = false;
  }
  const beating = setInterval(look, pulse);
  beating.unref();

  return {
    transaction,
    statementTimeout,
    problem: () => problem,
    async close() {
      clearInterval(beating);
      await pool.end();
    },
  };
}

async function demandWritable(statements: Statements): Promise<void> {
  const row = await statements.one<{ only: string }>(
    `select current_setting('transaction_read_only') as only`,
  );
  if (row?.only === 'on') throw readOnlyError();
}

/** A transaction in which a statement failed is rolled back by `commit`, without an error: then nothing was stored. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('commit').catch((error) => {
    throw databaseErrorOf(error);
  });
  if (command !== 'COMMIT') throw new Error('A transaction went on after one of its statements had failed.');
}

/** Gives a connection back after a failure, rolled back; or not at all where it may be broken. */
async function leave(client: PoolClient, error: unknown): Promise<void> {
  try {
    if (error instanceof DatabaseUnavailableError) throw error;
    await client.query('rollback');
    client.release();
  } catch {
    client.release(true);
  }
}

/** For the operator. Never with the user's name or the password. */
function sentenceFor(url: string, { cause }: DatabaseUnavailableError): string {
  const host = URL.canParse(url) ? new URL(url).host : 'DATABASE_URL';
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `The database at ${host} does not answer (${reason}). The app goes on by itself when it does; nothing is lost.`;
}

import { escapeLiteral } from 'pg';
import { lostAgainstAnother } from './database-errors.ts';
import type { PostgresPool } from './pool.ts';
import type { Statements } from './statements.ts';

export interface TransactionOptions {
  /** `snapshot`: all statements see the same moment. Only reading is possible then. */
  readonly reading?: 'snapshot';
}

type Work<Result> = (statements: Statements) => Promise<Result>;

const ATTEMPTS = 4;
/**
 * Milliseconds that a process may do nothing in the middle of a transaction: one that is paused there holds its locks, and others
 * would wait for it longer than a statement may take.
 */
const IDLE_TIMEOUT = 8_000;

/**
 * One transaction in one workspace: whatever the statements say, no row of another is seen or written.
 *
 * The workspace holds until the end of the transaction and not longer (`set local`), so that a connection that other
 * transactions share takes nothing along. `work` is done again where it lost against another transaction: it must not do
 * anything outside of the database.
 */
export function inWorkspace<Result>(
  pool: PostgresPool,
  workspaceId: string,
  work: Work<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  return repeated(pool, begin(pool, 'app.workspace', workspaceId, options), work);
}

/**
 * One transaction that reads rows of all workspaces and writes none: for the scheduler and the upkeep. Said explicitly; the
 * policies of the tables let nothing else through.
 */
export function acrossWorkspaces<Result>(
  pool: PostgresPool,
  work: Work<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  return repeated(pool, begin(pool, 'app.scope', 'scheduler', options), work);
}

/** All in one round trip. `set local`, and not `set_config(…, true)`: a distributed PostgreSQL passes only that on to its shards. */
function begin(
  { statementTimeout }: PostgresPool,
  setting: 'app.workspace' | 'app.scope',
  value: string,
  { reading }: TransactionOptions,
): string {
  const mode = reading === 'snapshot' ? ' isolation level repeatable read read only' : '';
  const settings = {
    [setting]: escapeLiteral(value),
    statement_timeout: Math.round(statementTimeout),
    idle_in_transaction_session_timeout: IDLE_TIMEOUT,
    // A question is taken for much longer than it is, and to compile it took as long as to answer it.
    jit: 'off',
  };
  const set = Object.entries(settings).map(([name, to]) => `set local ${name} = ${to}`);
  return [`begin${mode}`, ...set].join('; ');
}

async function repeated<Result>(
  pool: PostgresPool,
  opening: string,
  work: Work<Result>,
  attempt = 1,
): Promise<Result> {
  try {
    return await pool.transaction(opening, work);
  } catch (error) {
    if (attempt >= ATTEMPTS || !lostAgainstAnother(error)) throw error;
    return repeated(pool, opening, work, attempt + 1);
  }
}

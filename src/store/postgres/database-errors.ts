import { DatabaseError } from 'pg';
import { StoreError } from '../errors.ts';

/** The database cannot be asked now: it restarts, another one takes its place, or the way to it is cut. */
export class DatabaseUnavailableError extends StoreError {
  override readonly name = 'DatabaseUnavailableError';

  constructor(cause: unknown) {
    super('The database does not answer at the moment. Nothing is lost; please try again in a minute.', {
      cause,
    });
  }
}

/** All connections of this process were in use for longer than somebody waits for one. The database itself may be well. */
export class DatabaseBusyError extends StoreError {
  override readonly name = 'DatabaseBusyError';

  constructor(cause: unknown) {
    super('The database has more to do than it can at the moment. Please try again in a minute.', { cause });
  }
}

/** A statement took longer than it may. */
export class StatementTooLongError extends StoreError {
  override readonly name = 'StatementTooLongError';

  constructor(cause: unknown) {
    super('That took the database too long. Ask for a shorter time or fewer services, or try again later.', {
      cause,
    });
  }
}

/** The disk of the database is full. */
export class DatabaseFullError extends StoreError {
  override readonly name = 'DatabaseFullError';

  constructor(cause: unknown) {
    super('The database has no space left. Nothing was changed; whoever runs the app has to give it more.', {
      cause,
    });
  }
}

/**
 * SQLSTATEs of a server that goes, comes, has no connection left, ends a transaction that did nothing or took too long, or is a
 * standby that takes no writes. PgBouncer reports all of its own troubles as a protocol violation.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const READ_ONLY = '25006';
const UNAVAILABLE = new Set([
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '08P01',
  READ_ONLY,
  '25P03',
  '25P04',
  '53300',
  '53400',
  '57P01',
  '57P02',
  '57P03',
  '57P05',
]);
/** What the pool says where no connection became free; one that could not be made is told in other words. */
const NONE_FREE = 'timeout exceeded when trying to connect';
const CANCELLED = '57014';
const FULL = '53100';
/** A transaction that lost against another, and can simply be done again. */
const LOST = new Set(['40001', '40P01']);

/** The error as the app knows it. What the server refuses for a reason of the statement's stays as it is. */
export function databaseErrorOf(error: unknown): unknown {
  if (!(error instanceof DatabaseError)) {
    if (error instanceof StoreError) return error;
    if (error instanceof Error && error.message === NONE_FREE) return new DatabaseBusyError(error);
    // Whatever else the driver throws is about the connection: refused, reset, timed out.
    return new DatabaseUnavailableError(error);
  }
  if (UNAVAILABLE.has(error.code ?? '')) return new DatabaseUnavailableError(error);
  if (error.code === CANCELLED) return new StatementTooLongError(error);
  return error.code === FULL ? new DatabaseFullError(error) : error;
}

/** Whether the server only reads: a standby, or one that is told to. */
export function isReadOnly({ cause }: DatabaseUnavailableError): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === READ_ONLY;
}

/** Such a server that says so itself, before anything is refused. */
export function readOnlyError(): DatabaseUnavailableError {
  const cause = new Error('it only reads: a standby, or one that is told to be read-only');
  return new DatabaseUnavailableError(Object.assign(cause, { code: READ_ONLY }));
}

/** Whether a transaction deadlocked or could not be put in an order with others. */
export function lostAgainstAnother(error: unknown): boolean {
  return error instanceof DatabaseError && LOST.has(error.code ?? '');
}

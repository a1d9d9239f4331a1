import { DatabaseError } from 'pg';
import { StoreError } from '../errors.ts';
import { DatabaseUnavailableError } from './database-errors.ts';

/** What keeps the app from using the database, for the operator who set DATABASE_URL. Never with the password. */
export function startProblem(url: string, error: unknown): unknown {
  const cause = error instanceof DatabaseUnavailableError ? error.cause : error;
  const sentence = sentenceFor(url, cause);
  return sentence === null ? error : new StoreError(sentence, { cause });
}

function sentenceFor(url: string, cause: unknown): string | null {
  const { host, user, database } = partsOf(url);
  const { code = '', message = '' } = cause as { code?: string; message?: string }; // whatever was thrown: each may be missing
  switch (code) {
    case '28P01':
    case '28000':
      return `The database at ${host} refuses the user ${user}. Check the user's name and password in DATABASE_URL; a password with @, / or # in it has to be percent-encoded.`;
    case '3D000':
      return `There is no database ${database} at ${host}. Create it (createdb --owner=${user} ${database}) or correct DATABASE_URL.`;
    case '42501':
      return `The user ${user} may not create tables in the database ${database}. Make it the owner: ALTER DATABASE ${database} OWNER TO ${user}.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The name ${host} in DATABASE_URL leads nowhere. Check the host's name and the network.`;
    case 'ECONNREFUSED':
      return `Nothing answers at ${host}. Is PostgreSQL running, and are host and port in DATABASE_URL right?`;
  }
  if (cause instanceof DatabaseError) return null;
  if (message.includes('does not support SSL'))
    return `The database at ${host} has no TLS. Remove sslmode from DATABASE_URL, or switch TLS on in the database.`;
  if (/certificate|self.signed/i.test(message))
    return `The certificate of the database at ${host} is not trusted. Give its authority with sslrootcert in DATABASE_URL.`;
  if (isOfConnection(code, message))
    return `The database at ${host} does not answer (${code || message}). Check host and port in DATABASE_URL, and the firewall between.`;
  return null;
}

function isOfConnection(code: string, message: string): boolean {
  return /^E[A-Z]+$/.test(code) || /timeout|timed out|terminated|connect/i.test(message);
}

function partsOf(url: string): { host: string; user: string; database: string } {
  const { host, username, pathname } = new URL(url);
  const user = decodeURIComponent(username) || 'of the system';
  return { host, user, database: decodeURIComponent(pathname.slice(1)) || user };
}

import { StoreError } from '../errors.ts';

export const DATABASE_URL_HELP =
  'must be like postgresql://user:password@host:5432/database; characters such as @, / and # in the password are percent-encoded';

/** Whether a text is the address of a PostgreSQL: with a host, and a database. */
export function isDatabaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname } = new URL(text);
  return /^postgres(ql)?:$/.test(protocol) && hostname !== '' && /^\/[^/]+$/.test(pathname);
}

/** The same, with a sentence where it is none. It never repeats the text, which may hold a password. */
export function demandDatabaseUrl(text: string): string {
  if (!isDatabaseUrl(text)) throw new StoreError(`The address of the database ${DATABASE_URL_HELP}.`);
  return text;
}

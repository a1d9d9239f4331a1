import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { getSystemErrorMessage, parseArgs } from 'node:util';
import { systemClock } from '../domain/clock.ts';
import { StoreError } from './errors.ts';
import { checkStore } from './json/check-store.ts';
import type { Database } from './json/database.ts';
import { nodeDisk } from './json/disk.ts';
import { exportStore } from './json/export-store.ts';
import { holdsStore, NoStoreError } from './json/holds-store.ts';
import { changesIn, checkExport, importStore } from './json/import-store.ts';
import { openDatabase } from './json/open-database.ts';
import { exportLines, moveFromPostgres, moveToPostgres } from './move-store.ts';
import { demandDatabaseUrl } from './postgres/database-url.ts';
import { workspacesIn } from './postgres/export-changes.ts';
import { importChanges } from './postgres/import-changes.ts';
import { openPostgres } from './postgres/open-postgres-store.ts';

const USAGE = `Usage: npm run store -- <command>
  check               read every file of DATA_DIR and say what is damaged (exit code 1)
  export [file]       write everything but the audit logs as JSON lines, to the file or the terminal
  import <file>       take an export into an empty DATA_DIR
  compact             bring the journal into the files of the months
  migrate --to URL    copy everything in DATA_DIR into a PostgreSQL, and compare
  migrate --from URL  the way back, into an empty DATA_DIR
With DATABASE_URL set, export and import are about that database.
`;

interface Places {
  readonly dataDir: string;
  /** `null`: the files in `dataDir` are the store. */
  readonly databaseUrl: string | null;
}

type Say = (text: string) => void;

/**
 * `npm run store`: looks after the files in `DATA_DIR` (`./data`), and moves them into a PostgreSQL. Returns the exit code.
 * All but `check` need the app to be stopped.
 */
export async function storeTool(args: readonly string[], places: Places, say: Say): Promise<number> {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { to: { type: 'string' }, from: { type: 'string' } },
    });
    const code = await run(positionals, values, { ...places, say });
    if (code === 2) say(USAGE);
    return code;
  } catch (error) {
    const sentence = sentenceOf(error);
    if (!sentence) throw error;
    say(`${sentence}\n`);
    return 1;
  }
}

async function run(
  [command, file]: readonly string[],
  { to, from }: { readonly to?: string | undefined; readonly from?: string | undefined },
  { dataDir, databaseUrl, say }: Places & { readonly say: Say },
): Promise<number> {
  if (databaseUrl !== null && (command === 'export' || command === 'import'))
    return runOnDatabase(command, file, databaseUrl, say);
  switch (command) {
    case 'check': {
      const { files, findings } = await checkStore(nodeDisk, dataDir);
      for (const finding of findings) say(`${finding}\n`);
      const wrong =
        findings.length === 0
          ? 'nothing is'
          : `${findings.length} ${findings.length === 1 ? 'thing is' : 'things are'}`;
      say(`${files} files read, ${wrong} wrong.\n`);
      return findings.length === 0 ? 0 : 1;
    }
    case 'export':
      await refuseWithoutStore(dataDir);
      await withDatabase(dataDir, async (database) => {
        if (file) {
          await pipeline(Readable.from(exportStore(database)), createWriteStream(file, { mode: 0o600 }));
          say(exportedTo(file));
        } else for await (const line of exportStore(database)) say(line);
      });
      return 0;
    case 'import':
      if (!file) return 2;
      // Read through before the folder is touched: half an import is worse than none.
      await checkExport(linesIn(file));
      await withDatabase(dataDir, async (database) => {
        say(`${await importStore(database, linesIn(file))} incidents imported.\n`);
      });
      return 0;
    case 'compact':
      await refuseWithoutStore(dataDir);
      await withDatabase(dataDir, (database) => database.compactNow());
      say('The journal is in the files of the months now.\n');
      return 0;
    case 'migrate': {
      if ((to === undefined) === (from === undefined)) return 2;
      if (to !== undefined) await refuseWithoutStore(dataDir);
      let isSame = false;
      await withDatabase(dataDir, async (database) => {
        isSame = await (to === undefined
          ? moveFromPostgres(database, from ?? '', say)
          : moveToPostgres(database, to, say));
      });
      return isSame ? 0 : 1;
    }
  }
  return 2;
}

/** Export and import where the store is a database. */
async function runOnDatabase(
  command: 'export' | 'import',
  file: string | undefined,
  url: string,
  say: Say,
): Promise<number> {
  if (command === 'import' && !file) return 2;
  if (command === 'import' && file) await checkExport(linesIn(file));
  const opened = await openPostgres({ url: demandDatabaseUrl(url) });
  try {
    if (command === 'import' && file) {
      if ((await workspacesIn(opened.pool)).length > 0)
        throw new StoreError('The database is not empty. Import into a new one (DATABASE_URL).');
      say(`${await importChanges(opened.pool, changesIn(linesIn(file)), 0)} incidents imported.\n`);
    } else if (file) {
      await pipeline(
        Readable.from(withLineEnds(exportLines(opened))),
        createWriteStream(file, { mode: 0o600 }),
      );
      say(exportedTo(file));
    } else for await (const line of withLineEnds(exportLines(opened))) say(line);
    return 0;
  } finally {
    await opened.store.close();
  }
}

function exportedTo(file: string): string {
  return `Everything but the audit logs is in ${file} now.\n`;
}

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

async function refuseWithoutStore(dataDir: string): Promise<void> {
  if (!(await holdsStore(nodeDisk, dataDir))) throw new NoStoreError(dataDir);
}

async function withDatabase(dataDir: string, work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openDatabase({
    dataDir,
    clock: systemClock,
    disk: nodeDisk,
    compactAt: 4 * 1024 * 1024,
    onNotice: ({ sentence }) => process.stderr.write(`${sentence}\n`),
  });
  await work(database).finally(() => database.close());
}

/** Not `readline`'s, which end at U+2028, too: JSON leaves that as it is. */
async function* linesIn(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** What went wrong, for the person at the terminal; `null` for a fault of this program. */
function sentenceOf(error: unknown): string | null {
  if (error instanceof StoreError) return error.message;
  const { code = '', errno, path, message } = error as NodeJS.ErrnoException; // whatever was thrown: each may be missing
  if (code.startsWith('ERR_PARSE_ARGS')) return `${message.split('. ')[0]}.`;
  if (errno === undefined) return null;
  return `${path ?? 'A file'} cannot be read or written: ${getSystemErrorMessage(errno)}.`;
}

if (import.meta.main) {
  const say = (text: string) => {
    process.stdout.write(text);
  };
  const { DATA_DIR, DATABASE_URL } = process.env;
  const places = { dataDir: DATA_DIR || './data', databaseUrl: DATABASE_URL || null };
  process.exitCode = await storeTool(process.argv.slice(2), places, say);
}

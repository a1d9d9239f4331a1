import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AuditHead, type AuditRecord, brokenAt, reaches } from '../domain/audit-record.ts';
import { StoreError } from '../store/errors.ts';
import { readAuditFile } from '../store/json/audit-files.ts';
import { nodeDisk } from '../store/json/disk.ts';
import { fileName } from '../store/json/file-name.ts';
import { holdsStore, NoStoreError } from '../store/json/holds-store.ts';
import { readDocuments } from '../store/json/read-documents.ts';
import { openPostgres } from '../store/postgres/open-postgres-store.ts';
import { acrossWorkspaces } from '../store/postgres/transaction.ts';

const USAGE = 'npm run audit -- check [--data-dir ./data]   checks that nobody changed the audit logs';

/**
 * `npm run audit -- check`: follows the chain of every workspace's log to the end that the store remembers, also while the app
 * runs. Exits 1 where one is broken, shorter than it was, or gone. Throws a `NoStoreError` where nothing was ever stored.
 *
 * Who can change log and store alike can shorten both: compare the last hash with one that was noted before.
 */
export async function checkAuditLogs(dataDir: string, say: (line: string) => void): Promise<boolean> {
  if (!(await holdsStore(nodeDisk, dataDir))) throw new NoStoreError(dataDir);
  const folder = join(dataDir, 'audit');
  // First what has to be there, then what is: a log that grows meanwhile is longer, never shorter.
  const heads = (await readDocuments(nodeDisk, dataDir)).all('auditHeads');
  const names = (await nodeDisk.list(folder)).filter((name) => name.endsWith('.jsonl'));
  const known = heads.map((head) => [`${fileName(head.workspaceId)}.jsonl`, head] as const);
  const all = new Map<string, AuditHead | null>([...names.map((name) => [name, null] as const), ...known]);
  if (all.size === 0) say(`There is no audit log in ${folder}: nothing was recorded yet.`);
  return checkEach(
    [...all].map(([name, head]) => ({
      name: name.replace(/\.jsonl$/, ''),
      head,
      read: () => readAuditFile(nodeDisk, join(folder, name)),
    })),
    say,
  );
}

/** The same for the logs in a PostgreSQL. */
export async function checkStoredAuditLogs(url: string, say: (line: string) => void): Promise<boolean> {
  const { store, pool } = await openPostgres({ url });
  try {
    const [logs, heads] = await acrossWorkspaces(pool, async (statements) => [
      await statements.arrays<[string]>('select distinct workspace_id from audit_records'),
      await statements.arrays<[string, AuditHead]>(
        `select workspace_id, value from documents where kind = 'auditHeads'`,
      ),
    ]);
    const all = new Map<string, AuditHead | null>([...logs.map(([id]) => [id, null] as const), ...heads]);
    if (all.size === 0) say('There is no audit log in the database: nothing was recorded yet.');
    return await checkEach(
      [...all].map(([id, head]) => ({ name: id, head, read: () => store.audit.read(id) })),
      say,
    );
  } finally {
    await store.close();
  }
}

interface Log {
  readonly name: string;
  /** Where it ended when it was last written to; `null` where that is not known. */
  readonly head: AuditHead | null;
  readonly read: () => Promise<readonly AuditRecord[]>;
}

async function checkEach(logs: readonly Log[], say: (line: string) => void): Promise<boolean> {
  let isWhole = true;
  for (const log of logs.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const verdict = await verdictOn(log);
    isWhole &&= verdict.isWhole;
    say(`${log.name}: ${verdict.sentence}`);
  }
  return isWhole;
}

async function verdictOn({ read, head }: Log): Promise<{ isWhole: boolean; sentence: string }> {
  const broken = (sentence: string) => ({ isWhole: false, sentence: `BROKEN${sentence}` });
  try {
    const records = await read();
    const at = brokenAt(records);
    if (at !== null) return broken(` at record ${at} of ${records.length}`);
    if (head !== null && records.length === 0)
      return broken(`: it is empty, and its last record was number ${head.number}`);
    if (head !== null && records.length < head.number)
      return broken(`: ends with record ${records.length}, and there were ${head.number}`);
    if (head !== null && !reaches(records, head)) return broken(`: record ${head.number} was another one`);
    return {
      isWhole: true,
      sentence: `${records.length} ${records.length === 1 ? 'record' : 'records'}, whole; last hash ${records.at(-1)?.hash ?? 'none'}`,
    };
  } catch (error) {
    return broken(`: cannot be read (${error instanceof Error ? error.message : error})`);
  }
}

if (import.meta.main) {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'data-dir': { type: 'string', default: process.env.DATA_DIR || './data' } },
  });
  const say = (line: string) => process.stdout.write(`${line}\n`);
  if (positionals[0] !== 'check') {
    say(USAGE);
    process.exitCode = 1;
  } else {
    const url = process.env.DATABASE_URL;
    const checking = url ? checkStoredAuditLogs(url, say) : checkAuditLogs(values['data-dir'], say);
    const isWhole = await checking.catch((error: unknown) => {
      if (!(error instanceof StoreError)) throw error;
      say(error.message);
      return false;
    });
    if (!isWhole) process.exitCode = 1;
  }
}

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AuditRecord, brokenAt } from '../domain/audit-record.ts';
import { readAuditFile } from '../store/json/audit-files.ts';
import { nodeDisk } from '../store/json/disk.ts';
import { openPostgres } from '../store/postgres/open-postgres-store.ts';
import { acrossWorkspaces } from '../store/postgres/transaction.ts';

const USAGE = 'npm run audit -- check [--data-dir ./data]   checks that nobody changed the audit logs';

/**
 * `npm run audit -- check`: follows the chain of every workspace's log, also while the app runs. Exits 1 where one is broken.
 *
 * A log that was cut off at its end is still a chain: compare the last hash with one that was noted before.
 */
export async function checkAuditLogs(dataDir: string, say: (line: string) => void): Promise<boolean> {
  const folder = join(dataDir, 'audit');
  const names = (await nodeDisk.list(folder)).filter((name) => name.endsWith('.jsonl')).toSorted();
  if (names.length === 0) say(`There is no audit log in ${folder}.`);
  let whole = true;
  for (const name of names) {
    const verdict = await verdictOn(() => readAuditFile(nodeDisk, join(folder, name)));
    whole &&= verdict.whole;
    say(`${name.replace(/\.jsonl$/, '')}: ${verdict.sentence}`);
  }
  return whole;
}

/** The same for the logs in a PostgreSQL. */
export async function checkStoredAuditLogs(url: string, say: (line: string) => void): Promise<boolean> {
  const { store, pool } = await openPostgres({ url });
  try {
    const workspaces = await acrossWorkspaces(pool, (statements) =>
      statements.arrays<[string]>('select distinct workspace_id from audit_records order by workspace_id'),
    );
    if (workspaces.length === 0) say('There is no audit log in the database.');
    let whole = true;
    for (const [workspaceId] of workspaces) {
      const verdict = await verdictOn(() => store.audit.read(workspaceId));
      whole &&= verdict.whole;
      say(`${workspaceId}: ${verdict.sentence}`);
    }
    return whole;
  } finally {
    await store.close();
  }
}

async function verdictOn(
  read: () => Promise<readonly AuditRecord[]>,
): Promise<{ whole: boolean; sentence: string }> {
  try {
    const records = await read();
    const broken = brokenAt(records);
    if (broken !== null) return { whole: false, sentence: `BROKEN at record ${broken} of ${records.length}` };
    return {
      whole: true,
      sentence: `${records.length} records, whole; last hash ${records.at(-1)?.hash ?? 'none'}`,
    };
  } catch (error) {
    return {
      whole: false,
      sentence: `BROKEN: cannot be read (${error instanceof Error ? error.message : error})`,
    };
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
    const whole = url ? await checkStoredAuditLogs(url, say) : await checkAuditLogs(values['data-dir'], say);
    if (!whole) process.exitCode = 1;
  }
}

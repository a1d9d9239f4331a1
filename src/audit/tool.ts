import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brokenAt } from '../domain/audit-record.ts';
import { readAuditFile } from '../store/json/audit-files.ts';
import { nodeDisk } from '../store/json/disk.ts';

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
    const verdict = await verdictOn(join(folder, name));
    whole &&= verdict.whole;
    say(`${name.replace(/\.jsonl$/, '')}: ${verdict.sentence}`);
  }
  return whole;
}

async function verdictOn(path: string): Promise<{ whole: boolean; sentence: string }> {
  try {
    const records = await readAuditFile(nodeDisk, path);
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
  } else if (!(await checkAuditLogs(values['data-dir'], say))) process.exitCode = 1;
}

import { join } from 'node:path';
import { decodeColumns } from './columns-file.ts';
import { createDictionaries } from './dictionaries.ts';
import type { Disk } from './disk.ts';
import type { StateFile } from './documents.ts';
import { holdsStore, NoStoreError } from './holds-store.ts';
import { integrationFolders } from './integration-folders.ts';
import { journalFiles } from './journal.ts';
import { readLog } from './month-log.ts';
import { monthsIn } from './months.ts';
import { createPace } from './pace.ts';
import { readJournal } from './read-journal.ts';
import { readSealed } from './sealed-file.ts';
import { isWhole, linesOf } from './sealed-line.ts';
import type { SyncFile } from './sync-file.ts';

export interface CheckResult {
  readonly files: number;
  /** A sentence for each thing that is wrong. */
  readonly findings: readonly string[];
}

const NEWLINE = 10;

/** Reads every file of a store and compares what belongs together. Changes nothing. Throws a {@link NoStoreError}. */
export async function checkStore(disk: Disk, dataDir: string): Promise<CheckResult> {
  if (!(await holdsStore(disk, dataDir))) throw new NoStoreError(dataDir);
  const findings: string[] = [];
  let files = 0;
  const checkSealed = async (path: string) => {
    const bytes = await disk.readFile(path);
    if (!bytes) return;
    files++;
    if (!isWhole(bytes.subarray(0, bytes.length - 1))) findings.push(`${path} is damaged.`);
  };

  for (const name of ['state.json', 'state.json.bak']) await checkSealed(join(dataDir, name));
  const journalFolder = join(dataDir, 'journal');
  for (const { name, copy } of journalFiles(await disk.list(journalFolder))) {
    files++;
    if (copy) continue;
    const finding = await checkJournal(disk, join(journalFolder, name));
    if (finding) findings.push(finding);
  }
  const state = await readSealed<StateFile>(disk, join(dataDir, 'state.json'));
  const { missing } = await readJournal(
    disk,
    journalFolder,
    state?.through ?? 0,
    state?.journalFrom ?? 0,
    null,
  );
  if (missing)
    findings.push(
      `${journalFolder} lacks commits that were acknowledged: the next start has all incidents read again; look whether accounts, collections and settings are as they should be.`,
    );
  const folders = await integrationFolders(disk, dataDir);
  for (const folder of folders) {
    for (const file of ['sync.json', 'sync.json.bak']) await checkSealed(join(folder, file));
    const logBytes = await knownMonths(disk, folder);
    for (const month of new Set([...(await monthsIn(disk, folder)), ...Object.keys(logBytes)])) {
      files += 2;
      findings.push(...(await checkMonth(disk, folder, month, logBytes[month] ?? 1)));
    }
  }
  for (const path of await setAside(disk, [dataDir, journalFolder, ...folders])) {
    findings.push(`${path} was set aside because it was damaged. Remove it when you need it no more.`);
  }
  return { files, findings };
}

function isIncomplete(log: Buffer, bytes: number): boolean {
  return log.length < bytes || [...linesOf(log)].some(({ line }) => !isWhole(line));
}

async function checkMonth(
  disk: Disk,
  folder: string,
  name: string,
  logBytesAtLeast: number,
): Promise<string[]> {
  const columnsPath = join(folder, `${name}.columns`);
  const logPath = join(folder, `${name}.jsonl`);
  const columns = await disk.readFile(columnsPath);
  const log = (await disk.readFile(logPath)) ?? Buffer.alloc(0);
  const decoded = columns && decodeColumns(columns, createDictionaries());
  if (!decoded && isIncomplete(log, logBytesAtLeast))
    return [`${columnsPath} and ${logPath} are both damaged or missing: the month is to be read again.`];
  if (!decoded)
    return [
      `${columnsPath} is ${columns ? 'damaged' : 'missing'}: the next start makes it anew from the log.`,
    ];

  const { segment, logBytes } = decoded;
  const places = new Map<number, { id: string; sequence: number }>();
  for await (const { version, offset } of readLog(log.subarray(0, logBytes), createPace())) {
    if (version) places.set(offset, { id: version.incident.id, sequence: version.sequence });
  }
  let lost = 0;
  for (let row = 0; row < segment.length; row++) {
    const place = places.get(segment.numbers.offset[row] as number); // within the length
    if (place?.id !== segment.id(row) || place.sequence !== segment.numbers.sequence[row]) lost++;
  }
  return lost === 0
    ? []
    : [`${logPath} lacks ${lost} of ${segment.length} incidents: they are to be read again.`];
}

/**
 * A process that is killed while it writes leaves the beginning of a line, which was never acknowledged: that is no
 * damage. The copy has acknowledged lines only, and so tells when one was.
 */
async function checkJournal(disk: Disk, path: string): Promise<string | null> {
  const bytes = (await disk.readFile(path)) ?? Buffer.alloc(0);
  const lines = [...linesOf(bytes)];
  const broken = lines.filter(({ line }) => !isWhole(line));
  const last = lines.at(-1);
  if (broken.length === 1 && broken[0] === last && last && bytes.at(-1) !== NEWLINE) {
    const copy = await disk.readFile(`${path}.bak`);
    const [copied] = linesOf(copy?.subarray(last.offset) ?? Buffer.alloc(0));
    if (!copied || !isWhole(copied.line)) return null;
  }
  if (broken.length === 0) return null;
  return `${path} has ${broken.length} of ${lines.length} lines that cannot be read.`;
}

/** The months that the small file names, with the bytes of their logs. */
async function knownMonths(disk: Disk, folder: string): Promise<Readonly<Record<string, number>>> {
  return (await readSealed<SyncFile>(disk, join(folder, 'sync.json')))?.months ?? {};
}

async function setAside(disk: Disk, folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    const names = (await disk.list(folder)).filter((name) => name.includes('.damaged-'));
    found.push(...names.map((name) => join(folder, name)));
  }
  return found;
}

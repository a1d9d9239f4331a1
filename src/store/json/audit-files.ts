import { join } from 'node:path';
import { type AuditRecord, furthest } from '../../domain/audit-record.ts';
import type { AuditStore } from '../audit-store.ts';
import { StoreError } from '../errors.ts';
import type { Database } from './database.ts';
import type { Disk } from './disk.ts';
import { fileName } from './file-name.ts';
import { writeWhole } from './write-whole.ts';

/** Where a log ends. */
interface End {
  /** `null` where there is none, or none that can be read: then the store remembers what it was. */
  readonly last: AuditRecord | null;
  /** Bytes. */
  readonly length: number;
}

/**
 * Audit logs as `audit/<workspace>.jsonl`, one record a line: files that only grow, beside the journal, so that they can be
 * checked while the app runs and nothing ever writes them anew.
 */
export function auditFiles(database: Database): AuditStore {
  const { documents, disk, dataDir } = database;
  const folder = join(dataDir, 'audit');
  const ends = new Map<string, End>();

  async function add(path: string, { length }: End, record: AuditRecord): Promise<void> {
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    ends.delete(path);
    await disk.makeFolder(folder);
    const file = await disk.open(path, 'edit');
    try {
      await file.truncate(length);
      await writeWhole(file, line, length);
      await file.sync();
    } catch (cause) {
      throw new StoreError('The audit log could not be written, so the change is not recorded.', { cause });
    } finally {
      await file.close();
    }
    if (length === 0) await disk.syncFolder(folder);
    ends.set(path, { last: record, length: length + line.length });
  }

  return {
    // Written when the commit's turn has come: a process that lost the folder must not cut off what its new owner wrote.
    append: (workspaceId, make) =>
      database.commit(async () => {
        const path = join(folder, `${fileName(workspaceId)}.jsonl`);
        const known = ends.get(path);
        // It learns so with its next beat: until then the length of the file tells.
        const end = known && known.length === (await disk.size(path)) ? known : await endOf(disk, path);
        const record = make(furthest(end.last, documents.get('auditHeads', workspaceId, '')));
        await add(path, end, record);
        const value = { workspaceId, number: record.number, hash: record.hash };
        return {
          changes: [{ kind: 'put', table: 'auditHeads', workspaceId, id: '', value }],
          result: record,
        };
      }),
    read: (workspaceId) => readAuditFile(disk, join(folder, `${fileName(workspaceId)}.jsonl`)),
    pseudonym: (workspaceId, userId, fresh) =>
      database.commit(() => {
        const known = documents.get('pseudonyms', workspaceId, userId);
        if (known) return { changes: [], result: known.pseudonym };
        const value = { userId, pseudonym: fresh() };
        return {
          changes: [{ kind: 'put', table: 'pseudonyms', workspaceId, id: userId, value }],
          result: value.pseudonym,
        };
      }),
    people: async (workspaceId) =>
      new Map(
        documents
          .list('pseudonyms', workspaceId)
          .map(({ pseudonym, userId }) => [pseudonym, userId] as const),
      ),
  };
}

/**
 * The records of one file; needs no open store. A last line that was cut off is left out.
 *
 * @throws {StoreError} where a line cannot be read
 */
export async function readAuditFile(disk: Pick<Disk, 'readFile'>, path: string): Promise<AuditRecord[]> {
  return linesOf(await disk.readFile(path)).map((line, index) => {
    const record = recordIn(line);
    if (record) return record;
    throw new StoreError(`Line ${index + 1} of ${path} is damaged. Bring back a copy of this audit log.`);
  });
}

/** The logs of all workspaces; needs no open store. */
export async function* readAuditFiles(
  disk: Pick<Disk, 'readFile' | 'list'>,
  dataDir: string,
): AsyncGenerator<readonly AuditRecord[]> {
  const folder = join(dataDir, 'audit');
  const names = (await disk.list(folder)).filter((name) => name.endsWith('.jsonl')).toSorted();
  for (const name of names) yield readAuditFile(disk, join(folder, name));
}

async function endOf(disk: Pick<Disk, 'readFile'>, path: string): Promise<End> {
  const bytes = await disk.readFile(path);
  const last = linesOf(bytes).at(-1);
  return { last: last === undefined ? null : recordIn(last), length: (bytes?.lastIndexOf('\n') ?? -1) + 1 };
}

/** Whole lines. What follows the last line break was cut off by a crash and never acknowledged. */
function linesOf(bytes: Buffer | null): string[] {
  return (bytes ?? '').toString('utf8').split('\n').slice(0, -1);
}

/** `null` where it is damaged. `check` finds what was changed and can be read all the same. */
function recordIn(line: string): AuditRecord | null {
  try {
    return JSON.parse(line) as AuditRecord; // written by us
  } catch {
    return null;
  }
}

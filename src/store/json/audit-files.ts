import { join } from 'node:path';
import { type AuditHead, type AuditRecord, furthest } from '../../domain/audit-record.ts';
import type { AuditStore } from '../audit-store.ts';
import { StoreError } from '../errors.ts';
import type { Database } from './database.ts';
import type { Disk } from './disk.ts';
import { fileName } from './file-name.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Audit logs as `audit/<workspace>.jsonl`, one record a line: files that only grow, beside the journal, so that they can be
 * checked while the app runs and nothing ever writes them anew.
 */
export function auditFiles(database: Database): AuditStore {
  const { documents, disk, dataDir } = database;
  const folder = join(dataDir, 'audit');
  const turns = new Map<string, Promise<unknown>>();
  /** The last record of each log, and how long the file is with it. */
  const ends = new Map<string, { last: AuditRecord | null; length: number }>();

  async function endOf(path: string) {
    const known = ends.get(path);
    if (known) return known;
    const bytes = (await disk.readFile(path)) ?? Buffer.alloc(0);
    // What follows the last line break was cut off by a crash and never acknowledged.
    const length = bytes.lastIndexOf('\n') + 1;
    return { last: parse(bytes.subarray(0, length)).at(-1) ?? null, length };
  }

  async function write(workspaceId: string, make: (last: AuditHead | null) => AuditRecord) {
    const path = join(folder, `${fileName(workspaceId)}.jsonl`);
    const { last, length } = await endOf(path);
    const record = make(furthest(last, documents.get('auditHeads', workspaceId, '')));
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
    const head = { workspaceId, number: record.number, hash: record.hash };
    await database.commit(() => ({
      changes: [{ kind: 'put', table: 'auditHeads', workspaceId, id: '', value: head }],
      result: undefined,
    }));
    return record;
  }

  return {
    append(workspaceId, make) {
      const turn = (turns.get(workspaceId) ?? Promise.resolve()).then(() => write(workspaceId, make));
      const settled = turn.catch(() => {}); // its own caller hears of it
      turns.set(workspaceId, settled);
      void settled.then(() => {
        if (turns.get(workspaceId) === settled) turns.delete(workspaceId);
      });
      return turn;
    },
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

/** The records of one file; needs no open store. A last line that was cut off is left out. */
export async function readAuditFile(disk: Pick<Disk, 'readFile'>, path: string): Promise<AuditRecord[]> {
  const bytes = (await disk.readFile(path)) ?? Buffer.alloc(0);
  return parse(bytes.subarray(0, bytes.lastIndexOf('\n') + 1));
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

function parse(bytes: Buffer): AuditRecord[] {
  const lines = bytes.toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as AuditRecord); // written by us; `check` finds what was not
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { brokenAt } from '../domain/audit-record.ts';
import { compareStores } from './compare-stores.ts';
import { readAuditFiles } from './json/audit-files.ts';
import type { Database } from './json/database.ts';
import { nodeDisk } from './json/disk.ts';
import { EXPORT_HEADER, exportStore } from './json/export-store.ts';
import { changesIn, importStore } from './json/import-store.ts';
import { jsonStore } from './json/json-store.ts';
import { insertAuditRecord, rememberEnd } from './postgres/audit.ts';
import { demandDatabaseUrl } from './postgres/database-url.ts';
import { createDocuments } from './postgres/documents.ts';
import { exportChanges, workspacesIn } from './postgres/export-changes.ts';
import { importChanges } from './postgres/import-changes.ts';
import { type OpenPostgres, openPostgres } from './postgres/open-postgres-store.ts';
import { inWorkspace } from './postgres/transaction.ts';
import type { Store } from './store.ts';

type Say = (text: string) => void;

/**
 * Copies everything in a folder into a PostgreSQL, and compares. It can be done again: the folder's is what counts, but for newer
 * incidents; nothing is deleted. Returns whether all numbers are the same.
 */
export async function moveToPostgres(database: Database, url: string, say: Say): Promise<boolean> {
  const opened = await openPostgres({ url: demandDatabaseUrl(url) });
  try {
    const changes = changesIn(linesOf(exportStore(database)));
    const incidents = await importChanges(opened.pool, changes, database.visible);
    say(`${incidents} incidents copied.\n`);
    for await (const records of readAuditFiles(nodeDisk, database.dataDir)) {
      const [first] = records;
      if (!first) continue;
      await inWorkspace(opened.pool, first.workspaceId, async (statements) => {
        for (const record of records)
          await insertAuditRecord(statements, record.workspaceId, record.number, record);
      });
    }
    const documents = createDocuments(opened.pool);
    for (const head of database.documents.all('auditHeads')) await rememberEnd(documents, head);
    const isSame = await sayNumbers(jsonStore(database), opened.store, say);
    if (existsSync(join(database.dataDir, 'encryption.key')))
      say(
        `What is sealed opens with the same key only: ENCRYPTION_KEY_FILE=${join(database.dataDir, 'encryption.key')}, or its content in ENCRYPTION_KEY.\n`,
      );
    return isSame;
  } finally {
    await opened.store.close();
  }
}

/** The way back: everything in a PostgreSQL into an empty folder. */
export async function moveFromPostgres(database: Database, url: string, say: Say): Promise<boolean> {
  const opened = await openPostgres({ url: demandDatabaseUrl(url) });
  try {
    say(`${await importStore(database, exportLines(opened))} incidents copied.\n`);
    const files = jsonStore(database);
    for (const workspaceId of await workspacesIn(opened.pool)) {
      for (const record of await opened.store.audit.read(workspaceId))
        await files.audit.append(workspaceId, () => record);
    }
    // Further than the last record where a log had lost its end.
    for (const value of await createDocuments(opened.pool).all('auditHeads'))
      await database.commit(() => ({
        changes: [{ kind: 'put', table: 'auditHeads', workspaceId: value.workspaceId, id: '', value }],
        result: undefined,
      }));
    return await sayNumbers(opened.store, files, say);
  } finally {
    await opened.store.close();
  }
}

/** Everything in a PostgreSQL in the format of an export, without line ends. */
export async function* exportLines({ pool, known }: OpenPostgres): AsyncGenerator<string> {
  yield JSON.stringify(EXPORT_HEADER);
  for await (const change of exportChanges(pool, known)) yield JSON.stringify(change);
}

async function sayNumbers(from: Store, to: Store, say: Say): Promise<boolean> {
  let isSame = true;
  const workspaces = new Set<string>();
  for (const { workspaceId, name, here, there } of await compareStores(from, to)) {
    workspaces.add(workspaceId);
    say(`${workspaceId} ${name}\n  from: ${here}\n  to:   ${there}\n`);
    if (here === there) continue;
    isSame = false;
    say('  These differ. Was one of the two used meanwhile?\n');
  }
  for (const workspaceId of workspaces) {
    const [before, after] = await Promise.all([from, to].map((store) => store.audit.read(workspaceId)));
    if (before?.length === after?.length && brokenAt(after ?? []) === null) continue;
    isSame = false;
    say(`${workspaceId}: the audit logs differ. Was one of the two used meanwhile?\n`);
  }
  say(isSame ? 'All numbers are the same on both sides.\n' : 'Not everything is the same on both sides.\n');
  return isSame;
}

async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const text of texts) yield text.trimEnd();
}

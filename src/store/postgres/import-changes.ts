import type { KeptReport } from '../../domain/kept-report.ts';
import type { Change } from '../change.ts';
import { StoreError } from '../errors.ts';
import type { Slot } from '../slot-ledger.ts';
import { REJECTED_KEPT, RUNS_KEPT } from '../sync-store.ts';
import type { Tables } from '../tables.ts';
import { OwnDocuments } from './documents.ts';
import { beginIntegration, readIntegration } from './integration-data.ts';
import type { PostgresPool } from './pool.ts';
import { insertReport } from './reports.ts';
import { writeSlot } from './slots.ts';
import type { Statements } from './statements.ts';
import { addToLog, jsonOf } from './store-batch.ts';
import { inWorkspace } from './transaction.ts';
import { lockWorkspace } from './workspace-lock.ts';
import { newsOf, readingsOf, writeIncidents } from './write-incidents.ts';

/** What was there before the first commit of this database: every kept report saw it. */
const BEFORE_ALL = 0;

type Put = Extract<Change, { kind: 'put' }>;
type Sync = Extract<Change, { kind: 'sync' }>;
type Incidents = Extract<Change, { kind: 'incidents' }>;

/**
 * Takes in changes of another store. What is here already is replaced, newer incidents stay: the same again changes nothing.
 *
 * @param through the newest commit of that store; commits go on behind it, so that kept reports keep their place in time
 * @returns how many incidents the changes brought
 */
export async function importChanges(
  pool: PostgresPool,
  changes: AsyncIterable<Change>,
  through: number,
): Promise<number> {
  const begun = new Set<string>();
  let count = 0;
  for await (const change of changes) {
    const { workspaceId } = change;
    await inWorkspace(pool, workspaceId, async (statements) => {
      await lockWorkspace(statements, workspaceId);
      if (!begun.has(workspaceId)) await goOnBehind(statements, workspaceId, through);
      if (change.kind === 'put') await put(statements, change);
      if (change.kind === 'incidents') await incidents(statements, change);
      if (change.kind === 'sync') {
        const key = JSON.stringify([workspaceId, change.integrationId]);
        await sync(statements, change, !begun.has(key));
        begun.add(key);
      }
    });
    begun.add(workspaceId);
    if (change.kind === 'incidents') count += change.incidents.length;
  }
  return count;
}

async function goOnBehind(statements: Statements, workspaceId: string, through: number): Promise<void> {
  await statements.run('update workspaces set revision = greatest(revision, $2) where workspace_id = $1', [
    workspaceId,
    through,
  ]);
}

async function put(statements: Statements, { workspaceId, table, id, value }: Put): Promise<void> {
  // The value is that table's.
  if (table === 'reports') {
    const report = value as KeptReport;
    await goOnBehind(statements, workspaceId, report.sequence);
    return insertReport(statements, report);
  }
  if (table === 'slots') return writeSlot(statements, value as Slot);
  const hasUniqueName = table === 'integrations' || table === 'collections' || table === 'profiles';
  const name = hasUniqueName ? (value as Tables['collections']).name : null;
  if (name !== null) await freeName(statements, { workspaceId, table, id, name });
  await new OwnDocuments(statements, workspaceId).put(table, id, value as Tables[typeof table], name);
}

/** What has the name here, and another one or none where this comes from, keeps it for show alone. */
async function freeName(
  statements: Statements,
  { workspaceId, table, id, name }: Omit<Put, 'kind' | 'value'> & { readonly name: string },
): Promise<void> {
  await statements.run(
    'update documents set name = null where workspace_id = $1 and kind = $2 and id <> $3 and name = $4',
    [workspaceId, table, id, name.toLowerCase()],
  );
}

async function codeOf(statements: Statements, workspaceId: string, integrationId: string): Promise<number> {
  const data =
    (await readIntegration(statements, workspaceId, integrationId)) ??
    (await beginIntegration(statements, workspaceId, integrationId));
  return data.code;
}

async function incidents(
  statements: Statements,
  { workspaceId, integrationId, incidents: brought }: Incidents,
): Promise<void> {
  if (brought.some(({ id }) => id.includes('\n')))
    throw new StoreError('An incident’s id has a line break: that is no id of PagerDuty’s.');
  const owner = { workspaceId, integration: await codeOf(statements, workspaceId, integrationId) };
  const news = await newsOf(statements, owner, readingsOf(brought));
  if (news.fresh.length + news.changed.length === 0) return;
  // Earlier values stay behind, as they do in an export: nothing of what is replaced is kept.
  const { inserted } = await writeIncidents(statements, owner, news, BEFORE_ALL);
  await statements.run(
    'update integration_data set incidents = incidents + $3 where workspace_id = $1 and code = $2',
    [workspaceId, owner.integration, inserted],
  );
}

async function sync(
  statements: Statements,
  { workspaceId, integrationId, state, directory, run, rejected }: Sync,
  isFirst: boolean,
): Promise<void> {
  const owner = { workspaceId, integration: await codeOf(statements, workspaceId, integrationId) };
  const one = [workspaceId, owner.integration];
  if (isFirst) await statements.run('delete from sync_log where workspace_id = $1 and integration = $2', one);
  await statements.run(
    `update integration_data set state = coalesce($3, state), directory = coalesce($4, directory)
     where workspace_id = $1 and code = $2`,
    [...one, jsonOf(state), jsonOf(directory)],
  );
  if (run) await addToLog(statements, owner, 'run', [run], RUNS_KEPT);
  if (rejected?.length) await addToLog(statements, owner, 'rejected', rejected.toReversed(), REJECTED_KEPT);
}

import type { SyncRun } from '../../domain/sync-run.ts';
import type { Change } from '../change.ts';
import type { RejectedRecord } from '../sync-store.ts';
import type { Tables } from '../tables.ts';
import type { CodedValues } from './coded-values.ts';
import { readIntegration } from './integration-data.ts';
import type { PostgresPool } from './pool.ts';
import { readSlots } from './slots.ts';
import { acrossWorkspaces, inWorkspace } from './transaction.ts';
import { readPages } from './whole-incidents.ts';

const INCIDENTS_A_LINE = 500;

/** Everything in the database as changes that make it anew. Secrets stay sealed, earlier values of incidents and audit logs are left out. */
export async function* exportChanges(pool: PostgresPool, known: CodedValues): AsyncGenerator<Change> {
  for (const workspaceId of await workspacesIn(pool)) {
    yield* documents(pool, workspaceId);
    const integrations = await inWorkspace(pool, workspaceId, (statements) =>
      statements.arrays<[string]>(
        'select integration_id from integration_data where workspace_id = $1 and not is_deleted',
        [workspaceId],
      ),
    );
    for (const [integrationId] of integrations)
      yield* integrationData(pool, known, workspaceId, integrationId);
  }
}

export async function workspacesIn(pool: PostgresPool): Promise<readonly string[]> {
  const rows = await acrossWorkspaces(pool, (statements) =>
    statements.arrays<[string]>('select workspace_id from workspaces order by workspace_id'),
  );
  return rows.map(([workspaceId]) => workspaceId);
}

async function* documents(pool: PostgresPool, workspaceId: string): AsyncGenerator<Change> {
  type Row = { table: keyof Tables; id: string; value: Tables[keyof Tables] };
  const rows = await inWorkspace(pool, workspaceId, async (statements) => [
    ...(await statements.rows<Row>(
      `select kind as table, id, value from documents
       where workspace_id = $1 and kind <> 'auditHeads' order by kind, place`,
      [workspaceId],
    )),
    ...(await statements.rows<Row>(
      `select 'reports' as table, id, value from reports where workspace_id = $1 order by place`,
      [workspaceId],
    )),
    ...(await readSlots(statements, workspaceId)).map(
      (value): Row => ({ table: 'slots', id: `${value.digestId}/${value.dueAt}`, value }),
    ),
  ]);
  for (const row of rows) yield { kind: 'put', workspaceId, ...row };
}

async function* integrationData(
  pool: PostgresPool,
  known: CodedValues,
  workspaceId: string,
  integrationId: string,
): AsyncGenerator<Change> {
  const one = { workspaceId, integrationId };
  const data = await inWorkspace(pool, workspaceId, (statements) =>
    readIntegration(statements, workspaceId, integrationId),
  );
  if (!data) return;
  const of = { ...one, code: data.code, known };
  for await (const incidents of readPages(pool, of, INCIDENTS_A_LINE))
    yield { kind: 'incidents', ...one, incidents };
  const log = await inWorkspace(pool, workspaceId, (statements) =>
    statements.rows<{ kind: 'run' | 'rejected'; value: SyncRun | RejectedRecord }>(
      'select kind, value from sync_log where workspace_id = $1 and integration = $2 order by place',
      [workspaceId, data.code],
    ),
  );
  // Each kind holds its own.
  for (const { kind, value } of log)
    if (kind === 'run') yield { kind: 'sync', ...one, run: value as SyncRun };
  const rejected = log.filter(({ kind }) => kind === 'rejected').map(({ value }) => value as RejectedRecord);
  yield {
    kind: 'sync',
    ...one,
    rejected: rejected.toReversed(),
    ...(data.state && { state: data.state }),
    ...(data.directory && { directory: data.directory }),
  };
}

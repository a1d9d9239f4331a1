import type { PostgresPool } from './pool.ts';
import { acrossWorkspaces, inWorkspace } from './transaction.ts';

const ROWS_AT_ONCE = 20_000;
const TABLES = ['incidents', 'incident_details', 'incident_versions', 'coded_values', 'sync_log'] as const;

/**
 * Removes the rows of integrations that were deleted. They are out of reach already: it may be cut off at any point and done again,
 * and takes the rows in portions, so that no statement runs long.
 */
export async function removeDeleted(
  pool: PostgresPool,
  workspaceId: string,
  rowsAtOnce = ROWS_AT_ONCE,
): Promise<void> {
  const deleted = await inWorkspace(pool, workspaceId, (statements) =>
    statements.rows<{ code: number }>(
      'select code from integration_data where workspace_id = $1 and is_deleted',
      [workspaceId],
    ),
  );
  for (const { code } of deleted) {
    for (const table of TABLES)
      while ((await removeSome(pool, table, { workspaceId, code }, rowsAtOnce)) > 0);
    await inWorkspace(pool, workspaceId, (statements) =>
      statements.run('delete from integration_data where workspace_id = $1 and code = $2 and is_deleted', [
        workspaceId,
        code,
      ]),
    );
  }
}

/** The same in all workspaces: what was cut off the last time. */
export async function removeAllDeleted(pool: PostgresPool): Promise<void> {
  const workspaces = await acrossWorkspaces(pool, (statements) =>
    statements.arrays<[string]>('select distinct workspace_id from integration_data where is_deleted'),
  );
  for (const [workspaceId] of workspaces) await removeDeleted(pool, workspaceId);
}

/** How many rows were found; another replica that does the same may have removed them first. */
async function removeSome(
  pool: PostgresPool,
  table: (typeof TABLES)[number],
  { workspaceId, code }: { readonly workspaceId: string; readonly code: number },
  rowsAtOnce: number,
): Promise<number> {
  const row = await inWorkspace(pool, workspaceId, (statements) =>
    statements.one<{ found: number }>(
      `with portion as materialized (
         select ctid from ${table} where workspace_id = $1 and integration = $2 limit $3
       ), removed as (
         delete from ${table} where ctid = any(array(select ctid from portion))
       )
       select count(*)::integer as found from portion`,
      [workspaceId, code, rowsAtOnce],
    ),
  );
  return row?.found ?? 0;
}

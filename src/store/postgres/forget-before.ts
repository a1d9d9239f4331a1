import { dateOf, type Instant, instantOf } from '../../domain/instant.ts';
import { NEVER_SYNCED } from '../sync-store.ts';
import { withoutForgotten } from '../without-forgotten.ts';
import type { IntegrationRow } from './integration-data.ts';
import type { PostgresPool } from './pool.ts';
import { removeUnused } from './remove-unused.ts';
import type { Statements } from './statements.ts';
import { inWorkspace } from './transaction.ts';
import { lockWorkspace, nextRevision } from './workspace-lock.ts';

/**
 * The months (UTC) before `$2` in which an integration has incidents, none of them open: looked for from the first month on, by the
 * index (`limit 1`: left to itself, the planner reads all that there is).
 */
const OLD_MONTHS = `
  select data.code as integration, month.start, month.end
  from integration_data data, generate_series(
    date_trunc('month', to_timestamp((select min(created_at) from incidents where workspace_id = $1)) at time zone 'UTC'),
    to_timestamp($2 - 1) at time zone 'UTC', '1 month'
  ) as first, lateral (
    select extract(epoch from first at time zone 'UTC')::bigint as start,
      extract(epoch from (first + interval '1 month') at time zone 'UTC')::bigint as end
  ) month, lateral (
    select from incidents where workspace_id = $1 and integration + 0 = data.code
      and created_at >= month.start and created_at < month.end limit 1
  ) one
  where data.workspace_id = $1
    and not exists (select from incidents where workspace_id = $1 and integration = data.code and resolved_at is null
      and created_at >= month.start and created_at < month.end)
  order by 1, 2`;

interface OldMonth {
  readonly integration: number;
  readonly start: Instant;
  readonly end: Instant;
}

/** What is deleted in one transaction: others who commit to the workspace wait for so long, some tenths of a second. */
const ROWS_AT_ONCE = 5_000;

/** Deletes what one workspace has of months that ended before an instant. Resolves with how many incidents went. */
export async function forgetBefore(
  pool: PostgresPool,
  workspaceId: string,
  before: Instant,
  rowsAtOnce = ROWS_AT_ONCE,
): Promise<number> {
  const month = dateOf(before).toISOString().slice(0, 7);
  const begin = instantOf(new Date(`${month}-01T00:00:00Z`));
  await inWorkspace(pool, workspaceId, async (statements) => {
    await lockWorkspace(statements, workspaceId);
    await statements.run('delete from reports where workspace_id = $1 and reaches_from < $2', [
      workspaceId,
      begin,
    ]);
    if (await shortenCoverage(statements, workspaceId, begin)) await nextRevision(statements, workspaceId);
  });
  const old = await inWorkspace(pool, workspaceId, (statements) =>
    statements.rows<OldMonth & Record<string, unknown>>(OLD_MONTHS, [workspaceId, begin]),
  );
  let gone = 0;
  for (const each of old) gone += await removeMonth(pool, workspaceId, each, rowsAtOnce);
  for (const integration of new Set(old.map((each) => each.integration)))
    await removeUnused(pool, { workspaceId, integration });
  return gone;
}

/** Whether any coverage reached back so far, or a sync that runs may bring one that does. */
async function shortenCoverage(
  statements: Statements,
  workspaceId: string,
  begin: Instant,
): Promise<boolean> {
  const rows = await statements.rows<IntegrationRow & Record<string, unknown>>(
    'select code, state from integration_data where workspace_id = $1 and not is_deleted',
    [workspaceId],
  );
  let isShorter = false;
  for (const { code, state } of rows) {
    const stored = state ?? NEVER_SYNCED;
    if ((stored.forgottenBefore ?? 0) >= begin) continue;
    const shortened = withoutForgotten(stored, { ...stored, forgottenBefore: begin });
    await statements.run('update integration_data set state = $3 where workspace_id = $1 and code = $2', [
      workspaceId,
      code,
      JSON.stringify(shortened),
    ]);
    isShorter = true;
  }
  return isShorter;
}

/** A month of an integration. One in which an incident was reopened meanwhile stays, or what is left of it. */
async function removeMonth(
  pool: PostgresPool,
  workspaceId: string,
  { integration, start, end }: OldMonth,
  rowsAtOnce: number,
): Promise<number> {
  const one = [workspaceId, integration];
  const removeSome = () =>
    inWorkspace(pool, workspaceId, async (statements) => {
      await lockWorkspace(statements, workspaceId);
      const rows = await statements.arrays<[string]>(
        `delete from incidents where workspace_id = $1 and integration = $2 and incident_id = any(array(
           select incident_id from incidents
           where workspace_id = $1 and integration + 0 = $2 and created_at >= $3 and created_at < $4
             and not exists (select from incidents still where still.workspace_id = $1 and still.integration = $2
               and still.resolved_at is null and still.created_at >= $3 and still.created_at < $4)
           order by created_at limit $5))
         returning incident_id`,
        [...one, start, end, rowsAtOnce],
      );
      if (rows.length === 0) return 0;
      const ids = rows.map(([id]) => id);
      for (const table of ['incident_details', 'incident_versions'])
        await statements.run(
          `delete from ${table} where workspace_id = $1 and integration = $2 and incident_id = any($3)`,
          [...one, ids],
        );
      await statements.run(
        'update integration_data set incidents = incidents - $3 where workspace_id = $1 and code = $2',
        [...one, ids.length],
      );
      await nextRevision(statements, workspaceId);
      return ids.length;
    });
  let gone = 0;
  for (;;) {
    const some = await removeSome();
    gone += some;
    if (some < rowsAtOnce) return gone;
  }
}

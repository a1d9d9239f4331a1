import type { KeptReport } from '../../domain/kept-report.ts';
import { MOST_KEPT_REPORTS, type ReportStore } from '../report-store.ts';
import type { PostgresPool } from './pool.ts';
import type { Statements } from './statements.ts';
import { inWorkspace } from './transaction.ts';

export function postgresReports(pool: PostgresPool, most = MOST_KEPT_REPORTS): ReportStore {
  return {
    get: (workspaceId, id) =>
      inWorkspace(pool, workspaceId, async (statements) => {
        const row = await statements.one<{ value: KeptReport }>(
          'select value from reports where workspace_id = $1 and id = $2',
          [workspaceId, id],
        );
        return row?.value;
      }),
    save: (report) =>
      inWorkspace(pool, report.workspaceId, async (statements) => {
        // One statement: the deletion does not see the insertion, and so leaves room for it.
        await statements.run(
          `with saved as (${INSERT} returning 1)
           delete from reports where workspace_id = $1 and exists (select from saved) and place <=
             (select place from reports where workspace_id = $1 order by place desc offset $5 - 1 limit 1)`,
          [...rowOf(report), most],
        );
      }),
  };
}

const INSERT = `
  insert into reports (workspace_id, id, reaches_from, value) values ($1, $2, $3, $4)
  on conflict (workspace_id, id) do nothing`;

function rowOf(report: KeptReport): unknown[] {
  const { workspaceId, id, settled } = report;
  return [workspaceId, id, settled.before.start, JSON.stringify(report)];
}

/** One that has the id already stays. */
export async function insertReport(statements: Statements, report: KeptReport): Promise<void> {
  await statements.run(INSERT, rowOf(report));
}

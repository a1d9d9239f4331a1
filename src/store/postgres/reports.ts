import type { KeptReport } from '../../domain/kept-report.ts';
import { MOST_KEPT_REPORTS, type ReportStore } from '../report-store.ts';
import type { PostgresPool } from './pool.ts';
import type { Statements } from './statements.ts';
import { inWorkspace } from './transaction.ts';

export function postgresReports(pool: PostgresPool): ReportStore {
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
        await insertReport(statements, report);
        await statements.run(
          `delete from reports where workspace_id = $1 and place <=
             (select place from reports where workspace_id = $1 order by place desc offset $2 limit 1)`,
          [report.workspaceId, MOST_KEPT_REPORTS],
        );
      }),
  };
}

/** One that has the id already stays. */
export async function insertReport(statements: Statements, report: KeptReport): Promise<void> {
  const { workspaceId, id, settled } = report;
  await statements.run(
    `insert into reports (workspace_id, id, reaches_from, value) values ($1, $2, $3, $4)
     on conflict (workspace_id, id) do nothing`,
    [workspaceId, id, settled.before.start, JSON.stringify(report)],
  );
}

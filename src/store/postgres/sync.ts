import { NEVER_SYNCED, type SyncStore } from '../sync-store.ts';
import type { IncidentTotal } from './incident-total.ts';
import { readIntegration } from './integration-data.ts';
import { demandLease } from './leases.ts';
import type { PostgresPool } from './pool.ts';
import { preparedBatch, storeBatch } from './store-batch.ts';
import { inWorkspace } from './transaction.ts';
import { lockWorkspace } from './workspace-lock.ts';

export function postgresSync(pool: PostgresPool, total: Pick<IncidentTotal, 'add'>): SyncStore {
  function log<Value>(workspaceId: string, integrationId: string, kind: string, limit: number) {
    return inWorkspace(pool, workspaceId, async (statements) => {
      const rows = await statements.rows<{ value: Value }>(
        `select value from sync_log join integration_data data using (workspace_id)
         where workspace_id = $1 and data.integration_id = $2 and not data.is_deleted and sync_log.integration = data.code
           and sync_log.kind = $3
         order by place desc limit $4`,
        [workspaceId, integrationId, kind, limit],
      );
      return rows.map(({ value }) => value);
    });
  }

  return {
    state: (workspaceId, integrationId) =>
      inWorkspace(
        pool,
        workspaceId,
        async (statements) =>
          (await readIntegration(statements, workspaceId, integrationId))?.state ?? NEVER_SYNCED,
      ),
    async commit(workspaceId, integrationId, batch, lease) {
      const prepared = preparedBatch(batch);
      const result = await inWorkspace(pool, workspaceId, async (statements) => {
        await lockWorkspace(statements, workspaceId);
        if (lease) await demandLease(statements, lease);
        return storeBatch(statements, { workspaceId, integrationId }, prepared);
      });
      total.add(result.inserted);
      return result;
    },
    openIds: (workspaceId, integrationId) =>
      inWorkspace(pool, workspaceId, async (statements) => {
        const rows = await statements.arrays<[string]>(
          `select incident_id from incidents join integration_data data using (workspace_id)
           where workspace_id = $1 and data.integration_id = $2 and not data.is_deleted
             and incidents.integration = data.code and resolved_at is null`,
          [workspaceId, integrationId],
        );
        return rows.map(([id]) => id);
      }),
    runs: (workspaceId, integrationId, limit) => log(workspaceId, integrationId, 'run', limit),
    rejected: (workspaceId, integrationId, limit) => log(workspaceId, integrationId, 'rejected', limit),
  };
}

import type { IntegrationStore } from '../store.ts';
import type { Documents } from './documents.ts';
import type { IncidentTotal } from './incident-total.ts';
import type { PostgresPool } from './pool.ts';
import { removeDeleted } from './remove-deleted.ts';

export function postgresIntegrations(
  pool: PostgresPool,
  documents: Documents,
  total: Pick<IncidentTotal, 'refresh'>,
): IntegrationStore {
  return {
    list: (workspaceId) => documents.list('integrations', workspaceId),
    get: (workspaceId, id) => documents.get('integrations', workspaceId, id),
    all: () => documents.all('integrations'),
    save: (integration) =>
      documents.change(integration.workspaceId, (own) =>
        own.put('integrations', integration.id, integration, integration.name),
      ),
    update: (workspaceId, id, changing) =>
      documents.update('integrations', workspaceId, id, changing, ({ name }) => name),
    async delete(workspaceId, id) {
      await documents.change(workspaceId, async (own, statements) => {
        for (const kind of ['damage', 'exclusions'] as const)
          for (const each of await own.list(kind))
            if (each.integrationId === id) await own.delete(kind, each.id);
        await own.delete('integrations', id);
        await statements.run(
          'update integration_data set is_deleted = true where workspace_id = $1 and integration_id = $2 and not is_deleted',
          [workspaceId, id],
        );
      });
      await removeDeleted(pool, workspaceId);
      await total.refresh();
    },
  };
}

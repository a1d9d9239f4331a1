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
    reseal: (workspaceId, id, from, to) =>
      documents.change(workspaceId, async (own) => {
        const known = await own.get('integrations', id);
        if (known?.mode !== 'cloud' || known.apiKey !== from) return false;
        await own.put('integrations', id, { ...known, apiKey: to }, known.name);
        return true;
      }),
    async delete(workspaceId, id) {
      await documents.change(workspaceId, async (own, statements) => {
        const damages = (await own.list('damage')).filter(({ integrationId }) => integrationId === id);
        for (const damage of damages) await own.delete('damage', damage.id);
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

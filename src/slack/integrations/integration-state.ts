import type { Actor } from '../../access/actor.ts';
import type { Integration } from '../../domain/integration.ts';
import type { SyncStatus } from '../../sync/sync.ts';
import type { Services } from '../services.ts';

/** An integration and where its sync stands. */
export interface IntegrationState {
  readonly integration: Integration;
  readonly status: SyncStatus;
  /** Its data is going. */
  readonly deleting: boolean;
}

type Needed = Pick<Services, 'sync' | 'upkeep'>;

/** One of them. */
export async function integrationState(
  { sync, upkeep }: Needed,
  integration: Integration,
): Promise<IntegrationState> {
  const { workspaceId, id } = integration;
  return {
    integration,
    status: await sync.status(workspaceId, id),
    deleting: upkeep.isDeleting(workspaceId, id),
  };
}

/** All that the caller is shown, by name. */
export async function integrationStates(
  services: Needed & Pick<Services, 'connections'>,
  caller: Actor,
): Promise<readonly IntegrationState[]> {
  const integrations = await services.connections.list(caller);
  const states = await Promise.all(integrations.map((each) => integrationState(services, each)));
  return states.toSorted((a, b) => a.integration.name.localeCompare(b.integration.name));
}

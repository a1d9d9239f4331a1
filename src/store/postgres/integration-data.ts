import type { Directory } from '../../domain/directory.ts';
import type { SyncState } from '../sync-store.ts';
import { takeCodes } from './coded-values.ts';
import type { Statements } from './statements.ts';

/** What the rows of an integration's incidents are kept under. */
export interface IntegrationCode {
  readonly code: number;
  readonly integrationId: string;
}

export interface IntegrationRow {
  readonly code: number;
  readonly incidents: number;
  readonly state: SyncState | null;
  readonly directory: Directory | null;
}

/** What is stored of an integration; `undefined` where nothing ever was. */
export function readIntegration(
  statements: Statements,
  workspaceId: string,
  integrationId: string,
): Promise<IntegrationRow | undefined> {
  return statements.one<IntegrationRow & Record<string, unknown>>(
    `select code, incidents, state, directory from integration_data
     where workspace_id = $1 and integration_id = $2 and not is_deleted`,
    [workspaceId, integrationId],
  );
}

/** Some integrations that hold data; `null`: all that are configured. */
export function integrationCodes(
  statements: Statements,
  workspaceId: string,
  integrationIds: readonly string[] | null,
): Promise<readonly IntegrationCode[]> {
  return statements.rows<IntegrationCode & Record<string, unknown>>(
    `select code, integration_id as "integrationId" from integration_data
     where workspace_id = $1 and not is_deleted and integration_id = any(coalesce($2::text[], array(
       select id from documents where workspace_id = $1 and kind = 'integrations')))`,
    [workspaceId, integrationIds],
  );
}

/** Begins the data of an integration. Within the lock of the workspace. */
export async function beginIntegration(
  statements: Statements,
  workspaceId: string,
  integrationId: string,
): Promise<IntegrationRow> {
  const code = await takeCodes(statements, workspaceId, 1);
  await statements.run(
    'insert into integration_data (workspace_id, code, integration_id) values ($1, $2, $3)',
    [workspaceId, code, integrationId],
  );
  return { code, incidents: 0, state: null, directory: null };
}

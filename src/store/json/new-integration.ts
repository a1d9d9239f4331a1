import { join } from 'node:path';
import { NOTHING_NAMED } from '../../domain/directory.ts';
import { NEVER_SYNCED } from '../sync-store.ts';
import type { Dictionaries } from './dictionaries.ts';
import { fileName } from './file-name.ts';
import { IntegrationData } from './integration-data.ts';
import { STORE_VERSION } from './store-version.ts';

/** Where the files of an integration lie. */
export function folderOf(dataDir: string, workspaceId: string, integrationId: string): string {
  return join(dataDir, 'incidents', fileName(workspaceId), fileName(integrationId));
}

/** An integration of which nothing is stored. */
export function newIntegration(
  folder: string,
  workspaceId: string,
  integrationId: string,
  dictionaries: Dictionaries,
): IntegrationData {
  return new IntegrationData(
    folder,
    {
      format: 'sei-pagerduty integration',
      version: STORE_VERSION,
      workspaceId,
      integrationId,
      through: 0,
      sync: NEVER_SYNCED,
      directory: NOTHING_NAMED,
      runs: [],
      rejected: [],
    },
    dictionaries,
  );
}

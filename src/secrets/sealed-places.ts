import type { SealedSecret } from '../domain/integration.ts';
import { tokenContext } from '../installations/token-context.ts';
import { apiKeyContext } from '../integrations/api-key-context.ts';
import { isKeyErased } from '../integrations/erased-key.ts';
import type { InstallationStore, SealedTokens } from '../store/installation-store.ts';
import type { IntegrationStore } from '../store/store.ts';
import type { Keyring } from './keyring.ts';

/** A record of the store that holds sealed secrets. */
export interface SealedPlace {
  readonly secrets: readonly SealedSecret[];
  /** Seals them with the current key and stores that, unless others are there by now. */
  reseal(keyring: Pick<Keyring, 'reseal'>): Promise<void>;
}

interface SealedStores {
  readonly integrations: Pick<IntegrationStore, 'all' | 'update'>;
  readonly installations: Pick<InstallationStore, 'all' | 'rotate'>;
}

/** Everything in the store that is sealed, of all workspaces: for a change of keys alone. */
export async function* sealedPlaces({
  integrations,
  installations,
}: SealedStores): AsyncGenerator<SealedPlace> {
  for (const integration of await integrations.all()) {
    if (integration.mode !== 'cloud' || isKeyErased(integration)) continue;
    const { workspaceId, id, apiKey } = integration;
    yield {
      secrets: [apiKey],
      async reseal(keyring) {
        const fresh = keyring.reseal(apiKey, apiKeyContext(integration));
        await integrations.update(workspaceId, id, (known) =>
          known.mode === 'cloud' && known.apiKey === apiKey ? { ...known, apiKey: fresh } : known,
        );
      },
    };
  }
  for (const { workspaceId, tokens } of await installations.all()) {
    if (tokens === null) continue;
    yield {
      secrets: [tokens.access, ...(tokens.rotation === null ? [] : [tokens.rotation.refresh])],
      async reseal(keyring) {
        await installations.rotate(workspaceId, tokens.access, resealedTokens(keyring, tokens, workspaceId));
      },
    };
  }
}

function resealedTokens(
  keyring: Pick<Keyring, 'reseal'>,
  { access, rotation }: SealedTokens,
  workspaceId: string,
): SealedTokens {
  const context = tokenContext(workspaceId);
  return {
    access: keyring.reseal(access, context),
    rotation: rotation && { ...rotation, refresh: keyring.reseal(rotation.refresh, context) },
  };
}

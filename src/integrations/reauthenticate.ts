import type { Actor } from '../access/actor.ts';
import type { CloudIntegration } from '../domain/integration.ts';
import type { Keyring } from '../secrets/keyring.ts';
import type { IntegrationStore } from '../store/store.ts';
import type { Sync } from '../sync/sync.ts';
import { apiKeyContext } from './api-key-context.ts';
import { apiKeyProblem } from './check-form.ts';
import type { ConnectOutcome } from './connections.ts';
import type { StillPermitted } from './still-permitted.ts';
import type { NewKey } from './upkeep.ts';
import { type Refusal, refused, type VerifyOptions, verifyAccount } from './verify-account.ts';

export interface ReauthenticateOptions extends VerifyOptions {
  readonly integrations: Pick<IntegrationStore, 'update'>;
  readonly stillPermitted: StillPermitted;
  readonly keyring: Pick<Keyring, 'seal'>;
  readonly sync: Pick<Sync, 'halt' | 'syncNow'>;
}

/** Puts a new key in the place of an integration's old one, once PagerDuty has taken it; every problem is at the key. */
export async function reauthenticate(
  options: ReauthenticateOptions,
  actor: Actor,
  integration: CloudIntegration,
  { apiKey: typed, acceptsUserKey }: NewKey,
): Promise<ConnectOutcome | { readonly kind: 'gone' }> {
  const { integrations, stillPermitted, keyring, sync } = options;
  const { workspaceId, id, url, username } = integration;
  const apiKey = typed.trim();
  const mistyped = apiKeyProblem(apiKey);
  if (mistyped !== null) return refused({ apiKey: mistyped });
  const verdict = await verifyAccount({ integrationId: id, url, username, apiKey, acceptsUserKey }, options);
  if (verdict.kind === 'refused') return atTheKey(verdict);

  await sync.halt(workspaceId, id);
  const permission = { action: 'reauthenticate integration', target: { kind: 'integration', id } } as const;
  const key = {
    apiKey: keyring.seal(apiKey, apiKeyContext({ workspaceId, id })),
    apiKeyHint: apiKey.slice(-4),
    apiKeyScope: verdict.identity.scope,
  };
  // As it is then: it may have been edited, paused or deleted while PagerDuty was asked.
  const renewed = await stillPermitted(actor, permission, () =>
    integrations.update(workspaceId, id, (known) => (known.mode === 'cloud' ? { ...known, ...key } : known)),
  );
  if (renewed === undefined) return { kind: 'gone' };
  if (!renewed.paused) await sync.syncNow(workspaceId, id);
  return { kind: 'connected', integration: renewed };
}

/** The only input of the form is the key: whatever is wrong is said there. */
function atTheKey({ problems, acceptable }: Refusal): Refusal {
  return refused({ apiKey: Object.values(problems).join(' ') }, acceptable);
}

import type { Actor } from '../access/actor.ts';
import type { Seconds } from '../domain/duration.ts';
import type { CloudIntegration } from '../domain/integration.ts';
import type { ConnectPagerDuty } from '../pagerduty/client.ts';
import type { Keyring } from '../secrets/keyring.ts';
import type { IntegrationStore } from '../store/store.ts';
import type { Sync } from '../sync/sync.ts';
import { addressProblem, type Lookup, parseAccountUrl } from './account-url.ts';
import { apiKeyContext } from './api-key-context.ts';
import { apiKeyProblem } from './check-form.ts';
import type { ConnectOutcome, ConnectProblems } from './connections.ts';
import type { StillPermitted } from './still-permitted.ts';
import type { NewKey } from './upkeep.ts';
import { noAnswer, verifyAccount } from './verify-account.ts';

export interface ReauthenticateOptions {
  readonly integrations: Pick<IntegrationStore, 'update'>;
  readonly stillPermitted: StillPermitted;
  readonly connect: ConnectPagerDuty;
  readonly keyring: Pick<Keyring, 'seal'>;
  readonly sync: Pick<Sync, 'halt' | 'syncNow'>;
  readonly allowedOrigins: readonly string[];
  readonly egressIps: readonly string[];
  readonly lookup: Lookup;
  /** How long PagerDuty may take over the whole check. */
  readonly patience?: Seconds;
}

/** Puts a new key in the place of an integration's old one, once PagerDuty has taken it; every problem is at the key. */
export async function reauthenticate(
  options: ReauthenticateOptions,
  actor: Actor,
  integration: CloudIntegration,
  { apiKey: typed, acceptsUserKey }: NewKey,
): Promise<ConnectOutcome | { readonly kind: 'gone' }> {
  const { integrations, stillPermitted, connect, keyring, sync } = options;
  const { allowedOrigins, egressIps, lookup, patience = 10 } = options;
  const { workspaceId, id, url: address, username } = integration;
  const apiKey = typed.trim();
  const mistyped = apiKeyProblem(apiKey);
  if (mistyped !== null) return refused({ apiKey: mistyped });

  const signal = AbortSignal.timeout(patience * 1000);
  const url = parseAccountUrl(address, allowedOrigins);
  if (!url.ok) return refused({ url: url.problem });
  const leadsAstray = await addressProblem(url, lookup).catch(() => noAnswer(egressIps));
  if (leadsAstray !== null) return refused({ url: leadsAstray });
  const verdict = await verifyAccount(
    { integrationId: id, url: url.url, username, apiKey, acceptsUserKey },
    { connect, egressIps, signal },
  );
  if (!verdict.ok) return refused(verdict.problems, verdict.acceptable);

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
function refused(problems: ConnectProblems, acceptable = false): ConnectOutcome {
  const sentences = Object.values(problems).join(' ');
  return { kind: 'refused', problems: { apiKey: sentences }, acceptable };
}

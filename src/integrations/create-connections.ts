import type { Clock } from '../domain/clock.ts';
import type { Seconds } from '../domain/duration.ts';
import type { CloudIntegration, Integration } from '../domain/integration.ts';
import { nearestNames } from '../domain/nearest-names.ts';
import type { ConnectPagerDuty } from '../pagerduty/client.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { NameTakenError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { Sync } from '../sync/sync.ts';
import { addressProblem, type Lookup, parseAccountUrl } from './account-url.ts';
import { apiKeyContext } from './api-key-context.ts';
import { formProblems, tidied } from './check-form.ts';
import { connectSatellite } from './connect-satellite.ts';
import type { ConnectForm, Connections, ConnectOutcome, ConnectProblems } from './connections.ts';
import type { StillPermitted } from './still-permitted.ts';
import { noAnswer, verifyAccount } from './verify-account.ts';

export interface ConnectionsOptions {
  readonly store: Pick<Store, 'integrations' | 'incidents'>;
  readonly connect: ConnectPagerDuty;
  readonly keyring: Pick<Keyring, 'seal'>;
  readonly sync: Pick<Sync, 'syncNow'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly stillPermitted: StillPermitted;
  /** Origins that may be http and private. */
  readonly allowedOrigins: readonly string[];
  readonly egressIps: readonly string[];
  /** `lookupAddresses`, or a test's own. */
  readonly lookup: Lookup;
  /** How long PagerDuty may take over the whole check. */
  readonly patience?: Seconds;
}

/** Connects PagerDuty accounts: every mistake at its field, nothing stored before PagerDuty said yes. */
export function createConnections(options: ConnectionsOptions): Connections {
  const { store, connect, keyring, sync, clock, newId, allowedOrigins, egressIps, lookup } = options;
  const { stillPermitted, patience = 10 } = options;

  async function check(workspaceId: string, form: ConnectForm): Promise<ConnectProblems> {
    return formProblems(tidied(form), await store.integrations.list(workspaceId), allowedOrigins);
  }

  /** Throws the abort's reason only where the caller aborted: our own deadline is an answer to the person. */
  async function verify(form: ConnectForm, integrationId: string, signal: AbortSignal | undefined) {
    const deadline = AbortSignal.timeout(patience * 1000);
    const either = signal === undefined ? deadline : AbortSignal.any([signal, deadline]);
    const url = parseAccountUrl(form.url, allowedOrigins);
    if (!url.ok) return refused({ url: url.problem });
    const problem = await within(either, addressProblem(url, lookup)).catch(() => 'no answer' as const);
    signal?.throwIfAborted();
    if (problem === 'no answer') return refused({ apiKey: noAnswer(egressIps) });
    if (problem !== null) return refused({ url: problem });
    const verdict = await verifyAccount(
      { ...form, integrationId, url: url.url },
      { connect, egressIps, signal: either },
    );
    signal?.throwIfAborted();
    return verdict.ok ? { ...verdict, url: url.url } : refused(verdict.problems, verdict.acceptable);
  }

  /** The integration that reads this very account: the same place, and it knows the same user by the same id. */
  async function connectedAs(
    workspaceId: string,
    { url, userId }: { readonly url: string; readonly userId: string },
  ): Promise<Integration | null> {
    for (const integration of await store.integrations.list(workspaceId)) {
      if (integration.url !== url) continue;
      const { users } = await store.incidents.directory(workspaceId, integration.id);
      if (users.some(({ id }) => id === userId)) return integration;
    }
    return null;
  }

  return {
    check,

    async connect(actor, rawForm, signal) {
      const { workspaceId, userId: ownerId } = actor;
      const problems = await check(workspaceId, rawForm);
      if (Object.keys(problems).length > 0) return refused(problems).outcome;
      const form = tidied(rawForm);
      const id = newId();
      const verdict = await verify(form, id, signal);
      if (!verdict.ok) return verdict.outcome;
      const twin = await connectedAs(workspaceId, verdict);
      if (twin !== null) return refused({ apiKey: connectedAlready(twin) }).outcome;

      const integration: CloudIntegration = {
        mode: 'cloud',
        workspaceId,
        id,
        name: form.name,
        url: verdict.url,
        username: form.username,
        description: form.description,
        tags: form.tags,
        titles: form.titles,
        paused: false,
        createdAt: clock.now(),
        ownerId,
        progressMessage: null,
        apiKey: keyring.seal(form.apiKey, apiKeyContext({ workspaceId, id })),
        apiKeyHint: form.apiKey.slice(-4),
        apiKeyScope: verdict.identity.scope,
      };
      try {
        await stillPermitted(actor, { action: 'connect' }, () => store.integrations.save(integration));
      } catch (error) {
        // Two admins chose the same name while PagerDuty was asked.
        if (error instanceof NameTakenError) return refused({ name: error.message }).outcome;
        throw error;
      }
      await sync.syncNow(workspaceId, id);
      return { kind: 'connected', integration };
    },

    connectSatellite: (actor, form) =>
      connectSatellite({ integrations: store.integrations, clock, newId, stillPermitted }, actor, form),

    list: (workspaceId) => store.integrations.list(workspaceId),

    async find(workspaceId, name) {
      const integrations = await store.integrations.list(workspaceId);
      const wanted = name.trim().toLowerCase();
      const found = integrations.find((integration) => integration.name.toLowerCase() === wanted);
      return (
        found ?? {
          nearest: nearestNames(
            name,
            integrations.map((integration) => integration.name),
          ),
        }
      );
    },
  };
}

function connectedAlready({ name }: Integration): string {
  return `This account is connected already, as ${name}: its incidents would count twice. For another key: /sei-pagerduty reauth ${name}`;
}

function refused(problems: ConnectProblems, acceptable = false) {
  const outcome: ConnectOutcome = { kind: 'refused', problems, acceptable };
  return { ok: false as const, outcome };
}

/** A promise that cannot be aborted, given up when the signal says so. */
function within<Value>(signal: AbortSignal, promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}

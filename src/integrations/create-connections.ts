import type { Clock } from '../domain/clock.ts';
import type { CloudIntegration, Integration } from '../domain/integration.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { NameTakenError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { Sync } from '../sync/sync.ts';
import { apiKeyContext } from './api-key-context.ts';
import { formProblems, tidied } from './check-form.ts';
import { connectSatellite } from './connect-satellite.ts';
import type { ConnectForm, Connections, ConnectProblems } from './connections.ts';
import type { StillPermitted } from './still-permitted.ts';
import { refused, type VerifyOptions, verifyAccount } from './verify-account.ts';

export interface ConnectionsOptions extends VerifyOptions {
  readonly store: Pick<Store, 'integrations' | 'incidents'>;
  readonly keyring: Pick<Keyring, 'seal'>;
  readonly sync: Pick<Sync, 'syncNow'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly stillPermitted: StillPermitted;
}

/** Connects PagerDuty accounts: every mistake at its field, nothing stored before PagerDuty said yes. */
export function createConnections(options: ConnectionsOptions): Connections {
  const { store, keyring, sync, clock, newId, allowedOrigins, stillPermitted } = options;

  async function check(workspaceId: string, form: ConnectForm): Promise<ConnectProblems> {
    return formProblems(tidied(form), await store.integrations.list(workspaceId), allowedOrigins);
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
      if (Object.keys(problems).length > 0) return refused(problems);
      const form = tidied(rawForm);
      const id = newId();
      const verdict = await verifyAccount({ ...form, integrationId: id }, options, signal);
      if (verdict.kind === 'refused') return verdict;
      const twin = await connectedAs(workspaceId, verdict);
      if (twin !== null) return refused({ apiKey: connectedAlready(twin) });

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
        if (error instanceof NameTakenError) return refused({ name: error.message });
        throw error;
      }
      await sync.syncNow(workspaceId, id);
      return { kind: 'connected', integration };
    },

    connectSatellite: (actor, form) =>
      connectSatellite({ integrations: store.integrations, clock, newId, stillPermitted }, actor, form),
  };
}

function connectedAlready({ name }: Integration): string {
  return `This account is connected already, as ${name}: its incidents would count twice. For another key: /sei-pagerduty reauth ${name}`;
}

import type { Access } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import type { Audit } from '../audit/audit.ts';
import type { Integration } from '../domain/integration.ts';
import { nearestNames } from '../domain/nearest-names.ts';
import type { IntegrationStore } from '../store/store.ts';
import type { Sync } from '../sync/sync.ts';
import type {
  ConnectForm,
  Connections,
  ConnectOutcome,
  ConnectProblems,
  SatelliteForm,
} from './connections.ts';
import { integrationFacts } from './integration-facts.ts';

/** Connections as people ask for them: each demands its permission, and reaches only what the person is shown. */
export interface AskedConnections {
  check(actor: Actor, form: ConnectForm): Promise<ConnectProblems>;
  /** See {@link Connections.connect}. */
  connect(actor: Actor, form: ConnectForm, signal?: AbortSignal): Promise<ConnectOutcome>;
  /** See {@link Connections.connectSatellite}. */
  connectSatellite(actor: Actor, form: SatelliteForm): Promise<ConnectOutcome>;
  list(actor: Actor): Promise<readonly Integration[]>;
  /** By name, without regard to case; else the nearest names. */
  find(actor: Actor, name: string): Promise<Integration | { readonly nearest: readonly string[] }>;
  get(actor: Actor, id: string): Promise<Integration | undefined>;
  /** `gone`: the actor's workspace has no such integration. */
  syncNow(actor: Actor, id: string): Promise<Awaited<ReturnType<Sync['syncNow']>> | 'gone'>;
  /** Has alert severities read from now on, history's too: a request for each incident, behind everything else. */
  wantSeverities(actor: Actor, id: string): Promise<'started' | 'gone'>;
}

export interface AskedConnectionsOptions {
  readonly connections: Pick<Connections, 'check' | 'connect' | 'connectSatellite'>;
  readonly integrations: Pick<IntegrationStore, 'list' | 'get'>;
  readonly sync: Pick<Sync, 'syncNow' | 'wantSeverities'>;
  readonly access: Pick<Access, 'demand' | 'decide'>;
  readonly audit: Pick<Audit, 'record'>;
}

export function createAskedConnections(options: AskedConnectionsOptions): AskedConnections {
  const { connections, integrations, sync, access, audit } = options;

  async function shown(actor: Actor): Promise<readonly Integration[]> {
    await access.demand(actor, 'see integrations');
    const all = await integrations.list(actor.workspaceId);
    const decisions = await Promise.all(all.map(({ id }) => isShown(actor, id)));
    return all.filter((_, index) => decisions[index]);
  }

  async function isShown(actor: Actor, id: string): Promise<boolean> {
    return (await access.decide(actor, 'see integrations', { kind: 'integration', id })).allowed;
  }

  async function recorded(actor: Actor, outcome: ConnectOutcome): Promise<ConnectOutcome> {
    if (outcome.kind !== 'connected') return outcome;
    const { id, name } = outcome.integration;
    await audit.record(actor, {
      what: 'integration connected',
      object: { kind: 'integration', id, name },
      before: null,
      after: integrationFacts(outcome.integration),
    });
    return outcome;
  }

  return {
    async check(actor, form) {
      await access.demand(actor, 'connect');
      return connections.check(actor.workspaceId, form);
    },

    async connect(actor, form, signal) {
      await access.demand(actor, 'connect');
      return recorded(actor, await connections.connect(actor, form, signal));
    },

    async connectSatellite(actor, form) {
      await access.demand(actor, 'connect');
      await access.demand(actor, 'manage satellites');
      return recorded(actor, await connections.connectSatellite(actor, form));
    },

    list: shown,

    async find(actor, name) {
      const all = await shown(actor);
      const wanted = name.trim().toLowerCase();
      const found = all.find((integration) => integration.name.toLowerCase() === wanted);
      const names = all.map((integration) => integration.name);
      return found ?? { nearest: nearestNames(name, names) };
    },

    async get(actor, id) {
      await access.demand(actor, 'see integrations');
      return (await isShown(actor, id)) ? integrations.get(actor.workspaceId, id) : undefined;
    },

    async syncNow(actor, id) {
      await access.demand(actor, 'sync', { kind: 'integration', id });
      if ((await integrations.get(actor.workspaceId, id)) === undefined) return 'gone';
      return sync.syncNow(actor.workspaceId, id);
    },

    async wantSeverities(actor, id) {
      await access.demand(actor, 'sync', { kind: 'integration', id });
      if ((await integrations.get(actor.workspaceId, id)) === undefined) return 'gone';
      await sync.wantSeverities(actor.workspaceId, id);
      return 'started';
    },
  };
}

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../src/access/actor.ts';
import { createAccess } from '../../src/access/create-access.ts';
import { createRoles } from '../../src/access/create-roles.ts';
import { createAudiences } from '../../src/audience/audiences.ts';
import { createAskedReports } from '../../src/audience/create-asked-reports.ts';
import { createSight } from '../../src/audience/create-sight.ts';
import { seenStore } from '../../src/audience/seen-store.ts';
import { createAudit } from '../../src/audit/create-audit.ts';
import { createChoices } from '../../src/collections/choices.ts';
import { createCollections } from '../../src/collections/create-collections.ts';
import { createComposer } from '../../src/digest/create-composer.ts';
import { createDigests } from '../../src/digest/create-digests.ts';
import type { SealedSecret } from '../../src/domain/integration.ts';
import type { Membership } from '../../src/domain/membership.ts';
import { createExclusions } from '../../src/exclusions/create-exclusions.ts';
import { createInstallations } from '../../src/installations/create-installations.ts';
import { createWorkspaceData } from '../../src/installations/workspace-data.ts';
import { createAskedConnections } from '../../src/integrations/asked-connections.ts';
import { createUpkeep } from '../../src/integrations/create-upkeep.ts';
import { stillPermitted } from '../../src/integrations/still-permitted.ts';
import { createLog } from '../../src/log.ts';
import type { People } from '../../src/people/people.ts';
import { createAskedProfiles } from '../../src/profiles/asked-profiles.ts';
import { createProfiles } from '../../src/profiles/create-profiles.ts';
import { createSatellites } from '../../src/satellite/fleet/create-satellites.ts';
import { createSettings } from '../../src/settings/workspace-settings.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { incident } from '../fixtures/incident.ts';
import { collection, integration } from '../store/records.ts';

/** 2026-11-22T08:57:00Z */
export const NOW = 1_795_337_820;

/** Who is there, in every workspace: their id says what they are. */
export const MEMBERSHIPS: Readonly<Record<string, Membership>> = {
  owner: 'owner',
  admin: 'admin',
  demoted: 'admin',
  promoted: 'member',
  curator: 'member',
  viewer: 'member',
  guest: 'guest',
  stranger: 'stranger',
};

/**
 * The real services over a real store with two workspaces, T1 and T2, alike: the account `acme`, which has one incident of
 * `checkout` and one of a private team, and the collection `c1`. In the channel C1 of each are `viewer` and `curator`.
 */
export async function startWorkspaces() {
  const dataDir = await mkdtemp(join(tmpdir(), 'sei-access-'));
  const store = await openJsonStore({ dataDir });
  const clock = { now: () => NOW };
  let ids = 0;
  const newId = () => `new-${++ids}`;
  const people: People = {
    person: async ({ userId }) => ({ userId, membership: MEMBERSHIPS[userId] ?? 'stranger', zone: null }),
    admins: async () => ['owner', 'admin'],
  };
  const channels = {
    members: async (_workspaceId: string, channelId: string) =>
      new Set(channelId === 'C1' ? ['viewer', 'curator'] : []),
    problem: async (_workspaceId: string, channelId: string) =>
      channelId === 'CSHARED' ? 'People of another organisation are in this channel.' : null,
  };
  const sight = createSight({ store, channels });
  const access = createAccess({ people, roles: store.roles, isShown: sight.isShown });
  const audit = createAudit({ store: store.audit, access, clock });
  const sync = {
    syncNow: async () => 'started' as const,
    wantSeverities: async () => {},
    halt: async () => {},
  };
  const installations = createInstallations({
    store,
    keyring: { seal: (secret) => secret as SealedSecret }, // never opened
    sync,
    audit,
    clock,
    log: createLog('silent'),
    inTurn: (_key, work) => work(),
  });
  const storeFor = async (actor: Actor) => {
    const person = { userId: actor.userId, standing: await access.standing(actor) };
    return seenStore(store, await sight.view({ workspaceId: actor.workspaceId, person, channelId: null }));
  };
  const incidentsFor = async (actor: Actor) => (await storeFor(actor)).incidents;
  const untouched = () => Promise.reject(new Error('PagerDuty is not asked here.'));

  async function seed(workspaceId: string): Promise<void> {
    const { workspaces, integrations, sync, collections, roles } = store;
    if ((await integrations.get(workspaceId, 'acme')) === undefined) {
      await workspaces.forget(workspaceId);
      await integrations.save(integration({ workspaceId, name: `Account of ${workspaceId}` }));
      await sync.commit(workspaceId, 'acme', {
        incidents: [
          incident({ number: 1, integrationId: 'acme', service: `checkout-${workspaceId}` }),
          incident({
            number: 2,
            integrationId: 'acme',
            service: `secret-${workspaceId}`,
            teams: [{ id: 'TP', name: `Private of ${workspaceId}` }],
          }),
        ],
        directory: {
          services: [],
          users: [],
          priorities: [],
          missing: [],
          teams: [{ id: 'TP', name: `Private of ${workspaceId}`, private: true, deletedAt: null }],
        },
        state: {
          coverage: { coveredFrom: NOW - 60 * 86_400, completeTo: NOW },
          backfill: null,
          nightlyAt: null,
        },
      });
    } else await integrations.save(integration({ workspaceId, name: `Account of ${workspaceId}` }));
    await collections.save(collection({ workspaceId, name: `Collection of ${workspaceId}`, filter: [] }));
    for (const [userId, role] of [
      ['demoted', 'viewer'],
      ['promoted', 'admin'],
      ['curator', 'collection admin'],
    ] as const)
      await roles.save({ workspaceId, userId, role, givenBy: 'owner', givenAt: NOW });
  }

  return {
    store,
    access,
    audit,
    sight,
    seed,
    /** Narrows account and collection of a workspace, or opens them to everybody. */
    async narrow(workspaceId: string, only: { channelIds: string[]; userIds: string[] } | null) {
      for (const subject of [
        { kind: 'integration', id: 'acme' },
        { kind: 'collection', id: 'c1' },
      ] as const)
        await store.audiences.save({ workspaceId, subject, only, privateTeams: 'left out' });
    },
    roles: createRoles({ store: store.roles, people, access, audit, clock }),
    audiences: createAudiences({ store, channels, access, audit }),
    reports: createAskedReports({ store, access, sight, clock }),
    collections: createCollections({
      store,
      access,
      clock,
      newId,
      incidentsFor,
    }),
    choices: createChoices({ store, access }),
    settings: createSettings({ store, access }),
    connections: createAskedConnections({
      connections: { check: async () => ({}), connect: untouched, connectSatellite: untouched },
      integrations: store.integrations,
      sync,
      access,
      audit,
    }),
    upkeep: createUpkeep({
      store,
      access,
      connect: () => {
        throw new Error('PagerDuty is not asked here.');
      },
      keyring: { seal: (secret) => secret as SealedSecret }, // never opened
      sync,
      stillPermitted: stillPermitted({ access, installations }),
      allowedOrigins: [],
      egressIps: [],
      lookup: async () => [],
    }),
    exclusions: createExclusions({ store, incidentsFor, access, audit, clock, newId }),
    profiles: createAskedProfiles({
      profiles: createProfiles({ store, clock, newId }),
      profilesFor: async (actor) => createProfiles({ store: await storeFor(actor), clock, newId }),
      access,
      audit,
    }),
    satellites: createSatellites({
      store,
      access,
      audit,
      presence: { problem: () => null, lastSeen: ({ lastSeenAt }) => lastSeenAt },
      clock,
      random: randomBytes,
      publicUrl: 'https://sei.example.com',
      version: '0.1.0',
    }),
    digests: createDigests({
      store,
      access,
      sight,
      channels,
      composer: createComposer({ store, slots: store.slots, sight, access, clock }),
      deliverer: { sendNow: async () => null },
      poster: { announce: async () => {}, tellMuted: async () => {} },
      audit,
      clock,
      log: createLog('silent'),
      newId,
    }),
    workspaceData: createWorkspaceData({ store, installations, access, audit }),
    async stop() {
      await store.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

export type Workspaces = Awaited<ReturnType<typeof startWorkspaces>>;

import type { Actor } from '../access/actor.ts';
import { createRoles } from '../access/create-roles.ts';
import { createAudiences } from '../audience/audiences.ts';
import { createAskedReports } from '../audience/create-asked-reports.ts';
import { inTurns } from '../audience/in-turns.ts';
import { auditedChoices } from '../collections/audited-choices.ts';
import { auditedCollections } from '../collections/audited-collections.ts';
import { createChoices } from '../collections/choices.ts';
import { createCollections } from '../collections/create-collections.ts';
import { stopWithCollection } from '../digest/stop-with-collection.ts';
import { createExclusions } from '../exclusions/create-exclusions.ts';
import type { Installations } from '../installations/installations.ts';
import { createWorkspaceData } from '../installations/workspace-data.ts';
import { createAskedConnections } from '../integrations/asked-connections.ts';
import { auditedUpkeep } from '../integrations/audited-upkeep.ts';
import { createConnections } from '../integrations/create-connections.ts';
import { createUpkeep } from '../integrations/create-upkeep.ts';
import { lookupAddresses } from '../integrations/lookup-addresses.ts';
import { stillPermitted } from '../integrations/still-permitted.ts';
import { createAskedProfiles } from '../profiles/asked-profiles.ts';
import { createProfiles } from '../profiles/create-profiles.ts';
import type { Satellites } from '../satellite/fleet/satellites.ts';
import { auditedSettings } from '../settings/audited-settings.ts';
import { createSettings } from '../settings/workspace-settings.ts';
import type { InFlight } from '../slack/in-flight.ts';
import type { Services } from '../slack/services.ts';
import type { Sync } from '../sync/sync.ts';
import type { DigestSide } from './digest-side.ts';
import type { Foundation } from './foundation.ts';
import type { Rules } from './rules.ts';
import type { SlackSide } from './slack-side.ts';

export interface ServicesParts {
  readonly foundation: Foundation;
  readonly slackSide: SlackSide;
  readonly rules: Rules;
  readonly digestSide: DigestSide;
  readonly sync: Sync;
  readonly satellites: Satellites;
  readonly installations: Installations;
  readonly inFlight: InFlight;
}

/** Everything that people can ask of the app: each part decides for an `Actor`, and writes down who changed what. */
export function createServices(parts: ServicesParts): Services {
  const { foundation, slackSide, rules, digestSide, sync, satellites, installations, inFlight } = parts;
  const { config, store, connect, keyring, clock, log, newId, newErrorId, timing } = foundation;
  const { people, channels, clientOf } = slackSide;
  const { access, audit, sight, storeFor } = rules;
  const { integrations } = store;
  const { egressIps } = config;
  const addresses = { allowedOrigins: config.pagerDutyAllowedOrigins, egressIps, lookup: lookupAddresses };

  const checked = { connect, keyring, sync, stillPermitted: stillPermitted({ access, installations }) };
  const connections = createConnections({ store, clock, newId, ...checked, ...addresses });
  const upkeep = createUpkeep({ store, access, ...checked, ...addresses });
  const incidentsFor = async (actor: Actor) => (await storeFor(actor)).incidents;
  const collections = createCollections({ store, access, clock, newId, incidentsFor });
  return {
    digests: digestSide.digests,
    connections: createAskedConnections({ connections, integrations, sync, access, audit }),
    upkeep: auditedUpkeep(upkeep, { audit, integrations }),
    satellites,
    collections: stopWithCollection(auditedCollections(collections, { audit, store: store.collections }), {
      store,
      poster: digestSide.poster,
      audit,
      clock,
      log,
    }),
    choices: auditedChoices(createChoices({ store, access }), audit),
    settings: auditedSettings(createSettings({ store, access }), audit),
    reports: inTurns(createAskedReports({ store, access, sight, clock })),
    exclusions: createExclusions({ store, incidentsFor, access, audit, clock, newId }),
    profiles: createAskedProfiles({
      profiles: createProfiles({ store, clock, newId }),
      profilesFor: async (actor) => createProfiles({ store: await storeFor(actor), clock, newId }),
      access,
      audit,
    }),
    sync,
    people,
    access,
    roles: createRoles({ store: store.roles, people, access, audit, clock }),
    audiences: createAudiences({ store, channels, access, audit }),
    audit,
    workspaceData: createWorkspaceData({ store, installations, access, audit }),
    integrations,
    directories: store.incidents,
    clientOf,
    installations,
    inFlight,
    clock,
    log,
    timing,
    newErrorId,
    egressIps,
  };
}

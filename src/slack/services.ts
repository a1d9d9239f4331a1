import type { WebClient } from '@slack/web-api';
import type { Access } from '../access/access.ts';
import type { Roles } from '../access/roles.ts';
import type { AskedReports } from '../audience/asked-reports.ts';
import type { Audiences } from '../audience/audiences.ts';
import type { Audit } from '../audit/audit.ts';
import type { Choices } from '../collections/choices.ts';
import type { Collections } from '../collections/collections.ts';
import type { Digests } from '../digest/digests.ts';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../domain/log.ts';
import type { Exclusions } from '../exclusions/exclusions.ts';
import type { Installations } from '../installations/installations.ts';
import type { WorkspaceData } from '../installations/workspace-data.ts';
import type { AskedConnections } from '../integrations/asked-connections.ts';
import type { Upkeep } from '../integrations/upkeep.ts';
import type { People } from '../people/people.ts';
import type { AskedProfiles } from '../profiles/asked-profiles.ts';
import type { Satellites } from '../satellite/fleet/satellites.ts';
import type { Settings } from '../settings/workspace-settings.ts';
import type { IncidentStore, IntegrationStore } from '../store/store.ts';
import type { Sync } from '../sync/sync.ts';
import type { InFlight } from './in-flight.ts';
import type { Timing } from './timing.ts';

/** What the surfaces stand on. Listeners take the parts they need. */
export interface Services {
  readonly connections: AskedConnections;
  readonly upkeep: Upkeep;
  readonly satellites: Satellites;
  readonly collections: Collections;
  readonly choices: Choices;
  readonly settings: Settings;
  readonly reports: AskedReports;
  readonly exclusions: Exclusions;
  readonly profiles: AskedProfiles;
  readonly digests: Digests;
  readonly sync: Pick<Sync, 'status' | 'subscribe'>;
  readonly people: People;
  readonly access: Access;
  readonly roles: Roles;
  readonly audiences: Audiences;
  readonly audit: Audit;
  readonly workspaceData: WorkspaceData;
  readonly integrations: Pick<IntegrationStore, 'all' | 'get' | 'update'>;
  readonly directories: Pick<IncidentStore, 'directory'>;
  /** The Web API for a workspace, outside of a listener. */
  readonly clientOf: (workspaceId: string) => Promise<WebClient>;
  readonly installations: Pick<Installations, 'left'>;
  readonly inFlight: InFlight;
  readonly clock: Clock;
  readonly log: Log;
  readonly timing: Timing;
  /** A short id by which a failure that a person saw is found in the log. */
  readonly newErrorId: () => string;
  /** Addresses that a restricted PagerDuty account must allow. */
  readonly egressIps: readonly string[];
}

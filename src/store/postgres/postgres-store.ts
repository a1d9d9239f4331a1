import type { Store } from '../store.ts';
import { postgresAudiences } from './audiences.ts';
import { postgresAudit } from './audit.ts';
import type { CodedValues } from './coded-values.ts';
import { postgresCollections } from './collections.ts';
import { postgresDamage } from './damage.ts';
import { postgresDigests } from './digests.ts';
import { createDocuments } from './documents.ts';
import { postgresExclusions } from './exclusions.ts';
import type { IncidentTotal } from './incident-total.ts';
import { postgresIncidents } from './incidents.ts';
import { postgresInstallations } from './installations.ts';
import { postgresIntegrations } from './integrations.ts';
import { postgresLeases } from './leases.ts';
import type { PostgresPool } from './pool.ts';
import { postgresPreferences } from './preferences.ts';
import { postgresProfiles } from './profiles.ts';
import { postgresReports } from './reports.ts';
import { postgresRoles } from './roles.ts';
import { postgresSatellites } from './satellites.ts';
import { postgresSettings } from './settings.ts';
import { postgresSlots } from './slots.ts';
import { postgresSync } from './sync.ts';
import { inWorkspace } from './transaction.ts';
import { readRevision } from './workspace-lock.ts';
import { postgresWorkspaces } from './workspaces.ts';

/** What the stores of one database share. */
export interface PostgresParts {
  readonly pool: PostgresPool;
  readonly known: CodedValues;
  readonly total: IncidentTotal;
  /** Reports kept of a workspace. */
  readonly mostReports?: number | undefined;
}

/** The store's port over a PostgreSQL whose schema is up to date. */
export function postgresStore({ pool, known, total, mostReports }: PostgresParts): Store {
  const documents = createDocuments(pool);
  return {
    settings: postgresSettings(documents),
    integrations: postgresIntegrations(pool, documents, total),
    collections: postgresCollections(documents),
    preferences: postgresPreferences(documents),
    incidents: postgresIncidents(pool, known),
    sync: postgresSync(pool, total),
    damage: postgresDamage(documents),
    profiles: postgresProfiles(documents),
    exclusions: postgresExclusions(documents),
    reports: postgresReports(pool, mostReports),
    roles: postgresRoles(documents),
    audiences: postgresAudiences(documents),
    satellites: postgresSatellites(documents, total),
    digests: postgresDigests(documents),
    slots: postgresSlots(pool),
    leases: postgresLeases(pool),
    installations: postgresInstallations(documents),
    audit: postgresAudit(pool, documents),
    workspaces: postgresWorkspaces({ pool, known, documents }, total),
    revision: (workspaceId) =>
      inWorkspace(pool, workspaceId, (statements) => readRevision(statements, workspaceId)),
    health: () => ({ problem: pool.problem(), incidents: total.value, advice: null }),
    async close() {
      total.close();
      await pool.close();
    },
  };
}

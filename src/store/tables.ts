import type { AuditHead } from '../domain/audit-record.ts';
import type { Collection } from '../domain/collection.ts';
import type { Digest } from '../domain/digest.ts';
import type { Exclusion } from '../domain/exclusion.ts';
import type { Integration } from '../domain/integration.ts';
import type { KeptReport } from '../domain/kept-report.ts';
import type { Profile, ProfileAssignments } from '../domain/profile.ts';
import type { Enrolment, Outage, Satellite, SatelliteWork } from '../domain/satellite.ts';
import type { WorkspaceSettings } from '../domain/workspace.ts';
import type { Audience } from './audience-store.ts';
import type { Damage } from './damage-store.ts';
import type { Installation } from './installation-store.ts';
import type { ChannelPreferences, PersonPreferences } from './preferences.ts';
import type { GivenRole, RoleRequest } from './role-store.ts';
import type { Slot } from './slot-ledger.ts';

/** The small tables of every store: what each holds. A new one needs a line here and in {@link TABLES}. */
export interface Tables {
  settings: WorkspaceSettings;
  integrations: Integration;
  collections: Collection;
  damage: Damage;
  people: PersonPreferences;
  channels: ChannelPreferences;
  roles: GivenRole;
  roleRequests: RoleRequest;
  audiences: Audience;
  installations: Installation;
  profiles: Profile;
  profileAssignments: ProfileAssignments;
  exclusions: Exclusion;
  reports: KeptReport;
  digests: Digest;
  slots: Slot;
  satellites: Satellite;
  enrolments: Enrolment;
  satelliteWork: SatelliteWork;
  satelliteOutages: Outage;
  /** Who is behind the pseudonyms of the audit log. */
  pseudonyms: { readonly userId: string; readonly pseudonym: string };
  /** How far the audit log went: the log itself may lose its end, or all of it. */
  auditHeads: AuditHead & { readonly workspaceId: string };
}

export const TABLES: readonly (keyof Tables)[] = [
  'settings',
  'integrations',
  'collections',
  'damage',
  'people',
  'channels',
  'roles',
  'roleRequests',
  'audiences',
  'installations',
  'profiles',
  'profileAssignments',
  'exclusions',
  'reports',
  'digests',
  'slots',
  'satellites',
  'enrolments',
  'satelliteWork',
  'satelliteOutages',
  'pseudonyms',
  'auditHeads',
];

const NOT_IN_REPORTS: ReadonlySet<keyof Tables> = new Set<keyof Tables>([
  'reports',
  'digests',
  'slots',
  'people',
  'channels',
  'roles',
  'roleRequests',
  'installations',
  'satellites',
  'enrolments',
  'satelliteWork',
  'pseudonyms',
  'auditHeads',
]);

/** Whether a report of the workspace may read the table: what changes in the others changes no number. */
export function isInReports(table: keyof Tables): boolean {
  return !NOT_IN_REPORTS.has(table);
}

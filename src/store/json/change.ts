import type { AuditHead } from '../../domain/audit-record.ts';
import type { Collection } from '../../domain/collection.ts';
import type { Digest } from '../../domain/digest.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Exclusion } from '../../domain/exclusion.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Integration } from '../../domain/integration.ts';
import type { KeptReport } from '../../domain/kept-report.ts';
import type { Profile, ProfileAssignments } from '../../domain/profile.ts';
import type { Enrolment, Outage, Satellite, SatelliteWork } from '../../domain/satellite.ts';
import type { SyncRun } from '../../domain/sync-run.ts';
import type { WorkspaceSettings } from '../../domain/workspace.ts';
import type { Audience } from '../audience-store.ts';
import type { Installation } from '../installation-store.ts';
import type { ChannelPreferences, PersonPreferences } from '../preferences.ts';
import type { GivenRole, RoleRequest } from '../role-store.ts';
import type { Slot } from '../slot-ledger.ts';
import type { Damage, RejectedRecord, Sequence, SyncState } from '../store.ts';

/** The small tables: what each holds. A new one needs a line here and in {@link TABLES}. */
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

/** Tables that no report reads: what changes in them changes no number. */
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

/** Whether a report of the workspace may read other numbers after a change. */
export function changesReports(change: Change): boolean {
  return !('table' in change) || !NOT_IN_REPORTS.has(change.table);
}

/** One thing that a commit changes. Commits are made of any number of them and happen whole or not at all. */
export type Change =
  | {
      readonly kind: 'put';
      readonly table: keyof Tables;
      readonly workspaceId: string;
      readonly id: string;
      readonly value: Tables[keyof Tables];
    }
  | {
      readonly kind: 'delete';
      readonly table: keyof Tables;
      readonly workspaceId: string;
      readonly id: string;
    }
  | {
      readonly kind: 'incidents';
      readonly workspaceId: string;
      readonly integrationId: string;
      readonly incidents: readonly Incident[];
    }
  | {
      readonly kind: 'sync';
      readonly workspaceId: string;
      readonly integrationId: string;
      readonly state?: SyncState;
      readonly directory?: Directory;
      readonly run?: SyncRun;
      readonly rejected?: readonly RejectedRecord[];
    }
  /** All data of an integration goes. */
  | { readonly kind: 'forget'; readonly workspaceId: string; readonly integrationId: string };

/** A commit as the journal keeps it. */
export interface Commit {
  readonly sequence: Sequence;
  /** The commit before it, 0 for the first: a chain without a gap has lost nothing. */
  readonly previous: Sequence;
  readonly at: Instant;
  readonly changes: readonly Change[];
}

import type { Collection } from '../domain/collection.ts';
import type { Directory } from '../domain/directory.ts';
import type { Incident } from '../domain/incident.ts';
import type { IncidentTable } from '../domain/incident-table.ts';
import type { Instant, Span } from '../domain/instant.ts';
import type { Integration } from '../domain/integration.ts';
import type { TrackingEvent } from '../domain/question.ts';
import type { WorkspaceSettings } from '../domain/workspace.ts';
import type { AudienceStore } from './audience-store.ts';
import type { AuditStore } from './audit-store.ts';
import type { DamageStore } from './damage-store.ts';
import type { DigestStore } from './digest-store.ts';
import type { ExclusionStore } from './exclusion-store.ts';
import type { InstallationStore } from './installation-store.ts';
import type { LeaseStore } from './lease-store.ts';
import type { PreferencesStore } from './preferences.ts';
import type { ProfileStore } from './profile-store.ts';
import type { ReportStore } from './report-store.ts';
import type { RoleStore } from './role-store.ts';
import type { SatelliteStore } from './satellite-store.ts';
import type { Sequence } from './sequence.ts';
import type { SlotLedger } from './slot-ledger.ts';
import type { SyncStore } from './sync-store.ts';
import type { Update } from './update.ts';
import type { WorkspaceStore } from './workspace-store.ts';

/**
 * Everything that outlives the process. Every key begins with the workspace: no call can reach another tenant's data.
 *
 * Backends (`json/`, `postgres/`) pass one contract suite (`test/store/contract.ts`). Every write is durable when
 * its promise resolves; a batch is stored whole or not at all.
 */
export interface Store {
  readonly settings: SettingsStore;
  readonly integrations: IntegrationStore;
  readonly collections: CollectionStore;
  readonly preferences: PreferencesStore;
  readonly incidents: IncidentStore;
  readonly sync: SyncStore;
  readonly damage: DamageStore;
  readonly profiles: ProfileStore;
  readonly exclusions: ExclusionStore;
  readonly reports: ReportStore;
  readonly roles: RoleStore;
  readonly audiences: AudienceStore;
  readonly digests: DigestStore;
  readonly slots: SlotLedger;
  readonly satellites: SatelliteStore;
  readonly installations: InstallationStore;
  readonly audit: AuditStore;
  readonly workspaces: WorkspaceStore;
  readonly leases: LeaseStore;
  /**
   * The newest commit that may have changed a report of the workspace; keeping a report does not. Answers may be
   * remembered as long as it stays.
   */
  revision(workspaceId: string): Promise<Sequence>;
  /** Whether the store takes writes, how large it is, and what the operator should know. At once, from memory. */
  health(): StoreHealth;
  /** Resolves when everything acknowledged is on disk and nothing is held open. */
  close(): Promise<void>;
}

export interface SettingsStore {
  /** The workspace's settings, or the defaults (UTC, no people reports). */
  get(workspaceId: string): Promise<WorkspaceSettings>;
  save(settings: WorkspaceSettings): Promise<void>;
}

export interface IntegrationStore {
  list(workspaceId: string): Promise<readonly Integration[]>;
  get(workspaceId: string, id: string): Promise<Integration | undefined>;
  /** Integrations of all workspaces: for the scheduler alone. */
  all(): Promise<readonly Integration[]>;
  /** Inserts or replaces. Throws {@link NameTakenError} where another of the workspace has the name. */
  save(integration: Integration): Promise<void>;
  update: Update<Integration>;
  /** Removes it with its incidents, directory, coverage, runs and exclusions. */
  delete(workspaceId: string, id: string): Promise<void>;
}

export interface CollectionStore {
  list(workspaceId: string): Promise<readonly Collection[]>;
  /** Inserts or replaces. Throws {@link NameTakenError} where another of the workspace has the name. */
  save(collection: Collection): Promise<void>;
  update: Update<Collection>;
  delete(workspaceId: string, id: string): Promise<void>;
}

/** Which incidents a report looks at, before its filters. */
export interface IncidentQuery {
  /** `null`: all integrations of the workspace. */
  readonly integrationIds: readonly string[] | null;
  readonly track: TrackingEvent;
  /** The tracking event's instant lies in this span. `track: 'resolved'` never yields open incidents. */
  readonly span: Span;
  /** As the data was right after this commit; without it, as it is now. */
  readonly asOf?: Sequence;
}

export interface IncidentStore {
  /** The newest commit that questions about the workspace see now; 0 for a new store. */
  sequence(workspaceId: string): Promise<Sequence>;
  window(workspaceId: string, query: IncidentQuery): Promise<IncidentTable>;
  /** Incidents that are not resolved, whatever their age. */
  open(workspaceId: string, integrationIds: readonly string[] | null): Promise<IncidentTable>;
  /** The whole records of some incidents of one integration, in the order of the ids; unknown ids are left out. */
  get(workspaceId: string, integrationId: string, ids: readonly string[]): Promise<readonly Incident[]>;
  /** Looks one up by the number people use. */
  findByNumber(workspaceId: string, integrationId: string, number: number): Promise<Incident | undefined>;
  count(workspaceId: string, integrationId: string): Promise<number>;
  directory(workspaceId: string, integrationId: string): Promise<Directory>;
}

export interface StoreHealth {
  /** Set while writes fail: reads go on, and nothing that was acknowledged is lost. */
  readonly problem: {
    readonly cause:
      | 'disk full'
      | 'no permission'
      | 'read-only'
      | 'input or output error'
      | 'lock lost'
      | 'unreachable';
    readonly since: Instant;
    /** For the operator: what is wrong and what to do. */
    readonly sentence: string;
  } | null;
  readonly incidents: number;
  /** A recommendation for a store that grew large, `null` below the stated size. */
  readonly advice: string | null;
}

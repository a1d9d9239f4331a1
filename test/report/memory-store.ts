import type { Collection } from '../../src/domain/collection.ts';
import type { Directory } from '../../src/domain/directory.ts';
import type { Exclusion } from '../../src/domain/exclusion.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { tableOf } from '../../src/domain/incident-table.ts';
import type { Integration } from '../../src/domain/integration.ts';
import type { KeptReport } from '../../src/domain/kept-report.ts';
import type { Profile, ProfileAssignments } from '../../src/domain/profile.ts';
import type { SyncRun } from '../../src/domain/sync-run.ts';
import type { WorkspaceSettings } from '../../src/domain/workspace.ts';
import type { ReportsStore } from '../../src/report/reports-store.ts';
import { NameTakenError } from '../../src/store/errors.ts';
import type { IncidentQuery } from '../../src/store/store.ts';
import type { SyncState } from '../../src/store/sync-store.ts';
import { instant } from '../fixtures/incident.ts';

/** What one account of a test holds. */
export interface MemoryAccount {
  readonly integration?: Partial<Integration>;
  readonly directory?: Partial<Directory>;
  readonly incidents?: readonly Incident[];
  /** From when to when the data is complete; `null` before the first sync. Default: all of 2026 up to now. */
  readonly covered?: readonly [from: string, to: string] | null;
  readonly backfilling?: boolean;
  readonly lastRun?: SyncRun['outcome'];
}

export interface MemoryWorkspace {
  readonly accounts: readonly MemoryAccount[];
  readonly collections?: readonly Partial<Collection>[];
  readonly settings?: Partial<WorkspaceSettings>;
}

/** A store of one workspace, `T1`, that remembers every version. */
export type MemoryStore = Required<Omit<ReportsStore, 'damage'>> & {
  /** A commit: incidents of the first account come in, or replace what they were. `gone` ones are deleted for good. */
  commit(incidents: readonly Incident[], gone?: readonly string[]): void;
  /** How often a window was read. */
  readonly reads: () => number;
};

export const NOW = instant('2026-11-22T08:57Z');
export const COMPLETE_TO = instant('2026-11-22T08:55Z');

/** As much of a store as reports read, over plain lists, looking at every incident each time. */
export function memoryStore({ accounts, collections = [], settings }: MemoryWorkspace): MemoryStore {
  const integrations = accounts.map(({ integration }, index) => integrationOf(index, integration));
  const accountOf = (id: string) => accounts[integrations.findIndex((each) => each.id === id)] ?? {};
  let versions = integrations.flatMap(({ id }) =>
    (accountOf(id).incidents ?? []).map((each) => ({
      sequence: 1,
      incident: { ...each, integrationId: id },
    })),
  );
  let sequence = 1;
  let revision = 1;
  let reads = 0;
  const profiles = new Map<string, Profile>();
  const exclusions = new Map<string, Exclusion>();
  const reports = new Map<string, KeptReport>();
  let assignments: ProfileAssignments = { workspaceId: 'T1', defaultId: null, byCollection: {} };
  const changed = () => {
    sequence++;
    revision++;
  };

  const incidentsOf = (ids: readonly string[] | null, asOf = sequence) => {
    const latest = new Map<string, Incident>();
    for (const { sequence, incident } of versions) {
      const { integrationId, id } = incident;
      if (sequence <= asOf && (ids === null || ids.includes(integrationId)))
        latest.set(`${integrationId}/${id}`, incident);
    }
    return [...latest.values()];
  };

  // Only what reports call; a call of anything else fails loudly.
  return {
    commit(incidents: readonly Incident[], gone: readonly string[] = []) {
      changed();
      const integrationId = integrations[0]?.id ?? '';
      versions = versions.filter(({ incident }) => !gone.includes(incident.id));
      for (const incident of incidents) versions.push({ sequence, incident: { ...incident, integrationId } });
    },
    reads: () => reads,
    revision: async () => revision,
    settings: {
      get: async (workspaceId: string) => ({ workspaceId, zone: 'UTC', peopleReports: false, ...settings }),
    },
    integrations: { list: async () => integrations },
    collections: {
      list: async () =>
        collections.map((each) => ({
          workspaceId: 'T1',
          id: each.name,
          description: '',
          tags: [],
          parentId: null,
          integrationIds: null,
          filter: [],
          ...each,
        })),
    },
    incidents: {
      sequence: async () => sequence,
      directory: async (_: string, id: string) => ({
        services: [],
        users: [],
        teams: [],
        priorities: [],
        missing: [],
        ...accountOf(id).directory,
      }),
      window: async (_: string, { integrationIds, track, span, asOf }: IncidentQuery) => {
        reads++;
        return tableOf(
          incidentsOf(integrationIds, asOf).filter((each) => {
            const at = { resolved: each.resolvedAt, created: each.createdAt, updated: each.updatedAt }[track];
            return at !== null && at >= span.start && at < span.end;
          }),
        );
      },
      open: async (_: string, ids: readonly string[] | null) =>
        tableOf(incidentsOf(ids).filter(({ resolvedAt }) => resolvedAt === null)),
      get: async (_: string, integrationId: string, ids: readonly string[]) =>
        ids.flatMap((id) => incidentsOf([integrationId]).filter((each) => each.id === id)),
    },
    sync: {
      state: async (_: string, id: string): Promise<SyncState> => stateOf(accountOf(id)),
      runs: async (_: string, id: string) => {
        const { lastRun = 'succeeded' } = accountOf(id);
        return [{ outcome: lastRun }];
      },
    },
    profiles: {
      list: async () => [...profiles.values()],
      save: async (profile: Profile) => {
        changed();
        const isTaken = [...profiles.values()].some(
          ({ id, name }) => id !== profile.id && name.toLowerCase() === profile.name.toLowerCase(),
        );
        if (isTaken) throw new NameTakenError(profile.name);
        profiles.set(profile.id, profile);
      },
      delete: async (_: string, id: string) => {
        changed();
        profiles.delete(id);
        const { defaultId, byCollection } = assignments;
        assignments = {
          workspaceId: 'T1',
          defaultId: defaultId === id ? null : defaultId,
          byCollection: Object.fromEntries(Object.entries(byCollection).filter(([, its]) => its !== id)),
        };
      },
      assignments: async () => assignments,
      update: async (_: string, id: string, changing: (known: Profile) => Profile) => {
        const known = profiles.get(id);
        if (known === undefined) return undefined;
        changed();
        const value = changing(known);
        profiles.set(id, value);
        return value;
      },
      assign: async (_: string, changing: (known: ProfileAssignments) => ProfileAssignments) => {
        const before = assignments;
        changed();
        assignments = changing(before);
        return before;
      },
    },
    exclusions: {
      list: async () => [...exclusions.values()],
      save: async (exclusion: Exclusion) => {
        changed();
        exclusions.set(exclusion.id, exclusion);
      },
    },
    reports: {
      get: async (_: string, id: string) => reports.get(id),
      save: async (report: KeptReport) => {
        sequence++;
        if (!reports.has(report.id)) reports.set(report.id, report);
      },
    },
  } as unknown as MemoryStore;
}

function integrationOf(index: number, options: Partial<Integration> = {}): Integration {
  return {
    workspaceId: 'T1',
    id: index === 0 ? 'production' : `account-${index + 1}`,
    name: index === 0 ? 'Production' : `Account ${index + 1}`,
    url: 'https://api.pagerduty.com',
    username: 'dana@example.com',
    description: '',
    tags: [],
    titles: 'shown',
    paused: false,
    createdAt: instant('2026-01-01T00:00Z'),
    ownerId: 'U1',
    progressMessage: null,
    mode: 'satellite',
    ...options,
    // The options are of one kind of integration or the other: a spread cannot tell.
  } as Integration;
}

function stateOf({ covered, backfilling = false }: MemoryAccount): SyncState {
  return {
    coverage:
      covered === null
        ? null
        : {
            coveredFrom: covered ? instant(covered[0]) : instant('2026-01-01T00:00Z'),
            completeTo: covered ? instant(covered[1]) : COMPLETE_TO,
          },
    backfill: backfilling
      ? {
          floor: instant('2025-11-22T00:00Z'),
          end: NOW,
          startedAt: NOW,
          expected: null,
          stored: 0,
          finishedAt: null,
        }
      : null,
    nightlyAt: null,
  };
}

import type { IncidentTable } from '../../domain/incident-table.ts';
import { defaultSettings } from '../../domain/workspace.ts';
import type { Change } from '../change.ts';
import type { Store } from '../store.ts';
import { audienceDocuments } from './audience-documents.ts';
import { auditFiles } from './audit-files.ts';
import type { Database } from './database.ts';
import { digestDocuments } from './digest-documents.ts';
import { exclusionDocuments } from './exclusion-documents.ts';
import { versionsAsOf } from './history.ts';
import { installationDocuments } from './installation-documents.ts';
import type { IntegrationData } from './integration-data.ts';
import { jsonLeases } from './json-leases.ts';
import { jsonPreferences } from './json-preferences.ts';
import { namedDocuments } from './named-documents.ts';
import { createPace } from './pace.ts';
import { profileDocuments } from './profile-documents.ts';
import { openRows, rowsInSpan } from './queries.ts';
import { readIncidents } from './read-incidents.ts';
import { reportDocuments } from './report-documents.ts';
import { roleDocuments } from './role-documents.ts';
import { satelliteDocuments } from './satellite-documents.ts';
import { adviceFor } from './size-advice.ts';
import { slotDocuments } from './slot-documents.ts';
import { planSync } from './sync-plan.ts';
import { type IntegrationPiece, WindowTable } from './window-table.ts';
import { workspaceDocuments } from './workspace-documents.ts';

/** The store of files, with what only files need. */
export interface JsonStore extends Store {
  /** Brings everything from the journal into the months. Goes on by itself in the background otherwise. */
  compact(): Promise<void>;
}

/** The store's port over a database in a folder. */
export function jsonStore(database: Database, mostReports?: number): JsonStore {
  const { documents, dictionaries, disk } = database;
  const leases = jsonLeases();

  function scope(workspaceId: string, integrationIds: readonly string[] | null): IntegrationData[] {
    const all = integrationIds ?? documents.list('integrations', workspaceId).map(({ id }) => id);
    return [...new Set(all)].map((id) => database.integration(workspaceId, id));
  }
  function table(pieces: IntegrationPiece[]): IncidentTable {
    return new WindowTable(pieces, dictionaries);
  }
  function change(changes: Change[]): Promise<void> {
    return database.commit(() => ({ changes, result: undefined }));
  }

  return {
    settings: {
      async get(workspaceId) {
        return documents.get('settings', workspaceId, '') ?? defaultSettings(workspaceId);
      },
      save: (value) =>
        change([{ kind: 'put', table: 'settings', workspaceId: value.workspaceId, id: '', value }]),
    },

    integrations: {
      list: async (workspaceId) => documents.list('integrations', workspaceId),
      get: async (workspaceId, id) => documents.get('integrations', workspaceId, id),
      all: async () => documents.all('integrations'),
      ...namedDocuments(database, 'integrations'),
      async delete(workspaceId, id) {
        await database.commit(() => {
          const belonging = (['damage', 'exclusions'] as const).flatMap((table) =>
            documents
              .list(table, workspaceId)
              .filter(({ integrationId }) => integrationId === id)
              .map((each): Change => ({ kind: 'delete', table, workspaceId, id: each.id })),
          );
          return {
            changes: [
              { kind: 'delete', table: 'integrations', workspaceId, id },
              { kind: 'forget', workspaceId, integrationId: id },
              ...belonging,
            ],
            result: undefined,
          };
        });
        await database.settled();
      },
    },

    collections: {
      list: async (workspaceId) => documents.list('collections', workspaceId),
      ...namedDocuments(database, 'collections'),
      delete: (workspaceId, id) => change([{ kind: 'delete', table: 'collections', workspaceId, id }]),
    },

    preferences: jsonPreferences(database),

    incidents: {
      sequence: async () => database.visible,
      async window(workspaceId, { integrationIds, track, span, asOf = database.visible }) {
        const data = scope(workspaceId, integrationIds);
        const pieces = data.flatMap((each) => rowsInSpan(each, track, span, asOf));
        if (asOf >= database.visible) return table(pieces);
        const past = await Promise.all(
          data.map(async (each) => {
            const versions = await versionsAsOf(disk, each, asOf, createPace());
            return rowsInSpan(each, track, span, asOf, [versions]);
          }),
        );
        return table([...pieces, ...past.flat()]);
      },
      async open(workspaceId, integrationIds) {
        return table(scope(workspaceId, integrationIds).flatMap((data) => openRows(data, database.visible)));
      },
      async get(workspaceId, integrationId, ids) {
        return readIncidents(database, database.integration(workspaceId, integrationId), ids);
      },
      async findByNumber(workspaceId, integrationId, number) {
        const data = database.integration(workspaceId, integrationId);
        for (const segment of data.segments()) {
          const row = segment.numbers.number.subarray(0, segment.length).indexOf(number);
          if (row >= 0) return (await readIncidents(database, data, [segment.id(row)]))[0];
        }
        return undefined;
      },
      count: async (workspaceId, integrationId) => database.integration(workspaceId, integrationId).count,
      directory: async (workspaceId, integrationId) =>
        database.integration(workspaceId, integrationId).sync.directory,
    },

    sync: {
      state: async (workspaceId, integrationId) => database.integration(workspaceId, integrationId).sync.sync,
      commit(workspaceId, integrationId, batch, lease) {
        return database
          .commit((pace) => {
            if (lease) leases.demand(lease);
            return planSync(database, { workspaceId, integrationId }, batch, pace);
          })
          .then((result) => ({ ...result, sequence: database.visible }));
      },
      async openIds(workspaceId, integrationId) {
        const data = database.integration(workspaceId, integrationId);
        const open = table(openRows(data, database.visible));
        return Array.from({ length: open.length }, (_, row) => open.id(row));
      },
      runs: async (workspaceId, integrationId, limit) =>
        database.integration(workspaceId, integrationId).sync.runs.slice(0, limit),
      rejected: async (workspaceId, integrationId, limit) =>
        database.integration(workspaceId, integrationId).sync.rejected.slice(0, limit),
    },

    damage: {
      list: async (workspaceId) => documents.list('damage', workspaceId),
      all: async () => documents.all('damage'),
      resolve: (workspaceId, id) => change([{ kind: 'delete', table: 'damage', workspaceId, id }]),
    },

    profiles: profileDocuments(database),
    exclusions: exclusionDocuments(database),
    reports: reportDocuments(database, mostReports),
    roles: roleDocuments(database),
    audiences: audienceDocuments(database),
    satellites: satelliteDocuments(database),
    digests: digestDocuments(database),
    slots: slotDocuments(database, database.clock),
    installations: installationDocuments(database),
    audit: auditFiles(database),
    workspaces: workspaceDocuments(database),
    leases,

    revision: async (workspaceId) => database.revision(workspaceId),
    health() {
      const { incidents, problem } = database;
      return { problem, incidents, advice: adviceFor(incidents) };
    },
    compact: () => database.compactNow(),
    close: () => database.close(),
  };
}

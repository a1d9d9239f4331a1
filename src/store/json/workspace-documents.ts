import { dateOf, instantOf } from '../../domain/instant.ts';
import type { Change } from '../change.ts';
import { TABLES } from '../tables.ts';
import { withoutForgotten } from '../without-forgotten.ts';
import {
  type ExportedRecord,
  NOT_EXPORTED,
  NOT_FORGOTTEN,
  type WorkspaceStore,
  withoutSecrets,
} from '../workspace-store.ts';
import type { Database } from './database.ts';
import { readIncidents } from './read-incidents.ts';

const INCIDENTS_AT_ONCE = 500;

/** A workspace's data as a whole, whatever tables there are. */
export function workspaceDocuments(database: Database): WorkspaceStore {
  const { documents } = database;

  async function* incidents(workspaceId: string): AsyncGenerator<ExportedRecord> {
    for (const { id } of documents.list('integrations', workspaceId)) {
      const data = database.integration(workspaceId, id);
      yield { kind: 'directory', value: { integrationId: id, ...data.sync.directory } };
      const ids = data.currentIds();
      for (let at = 0; at < ids.length; at += INCIDENTS_AT_ONCE) {
        const records = await readIncidents(database, data, ids.slice(at, at + INCIDENTS_AT_ONCE));
        for (const value of records) yield { kind: 'incident', value };
      }
    }
  }

  async function purge(): Promise<void> {
    // Journal and small files each keep one backup: after the second compaction that is new, too.
    await database.compactNow();
    await database.compactNow();
  }

  return {
    async *export(workspaceId) {
      for (const table of TABLES) {
        if (NOT_EXPORTED.includes(table)) continue;
        for (const value of documents.list(table, workspaceId))
          yield { kind: table, value: withoutSecrets(value) };
      }
      yield* incidents(workspaceId);
    },

    async forget(workspaceId) {
      await database.commit(() => {
        const gone = TABLES.filter((table) => !NOT_FORGOTTEN.includes(table)).flatMap((table) =>
          documents.ids(table, workspaceId).map((id): Change => ({ kind: 'delete', table, workspaceId, id })),
        );
        // Of integrations that are not configured any more, too.
        const forgotten = database
          .all()
          .filter(({ sync }) => sync.workspaceId === workspaceId)
          .map(({ sync }): Change => ({ kind: 'forget', workspaceId, integrationId: sync.integrationId }));
        return { changes: [...gone, ...forgotten], result: undefined };
      });
      await database.settled();
      await purge();
    },

    async forgetBefore(before) {
      const month = dateOf(before).toISOString().slice(0, 7);
      const begin = instantOf(new Date(`${month}-01T00:00:00Z`));
      await database.commit(() => {
        const reports = documents
          .all('reports')
          .filter(({ settled }) => settled.before.start < begin)
          .map(({ workspaceId, id }): Change => ({ kind: 'delete', table: 'reports', workspaceId, id }));
        const shorter = documents.all('integrations').flatMap(({ workspaceId, id }): Change[] => {
          const state = database.integration(workspaceId, id).sync.sync;
          if ((state.forgottenBefore ?? 0) >= begin) return [];
          const shortened = withoutForgotten(state, { ...state, forgottenBefore: begin });
          return [{ kind: 'sync', workspaceId, integrationId: id, state: shortened }];
        });
        return { changes: [...reports, ...shorter], result: undefined };
      });
      const gone = await database.expire(month);
      if (gone > 0) await purge();
      return gone;
    },

    purge,
  };
}

import { NOTHING_NAMED } from '../../domain/directory.ts';
import { StoreError } from '../errors.ts';
import {
  type ExportedRecord,
  NOT_EXPORTED,
  NOT_FORGOTTEN,
  type WorkspaceStore,
  withoutSecrets,
} from '../workspace-store.ts';
import type { CodedValues } from './coded-values.ts';
import { StatementTooLongError } from './database-errors.ts';
import type { Documents } from './documents.ts';
import { forgetBefore } from './forget-before.ts';
import type { IncidentTotal } from './incident-total.ts';
import { readIntegration } from './integration-data.ts';
import type { PostgresPool } from './pool.ts';
import { removeDeleted } from './remove-deleted.ts';
import { readSlots } from './slots.ts';
import { acrossWorkspaces, inWorkspace } from './transaction.ts';
import { readPages } from './whole-incidents.ts';
import { lockWorkspace, nextRevision } from './workspace-lock.ts';

const ROWS_AT_ONCE = 500;
/** Tables besides `documents` that hold what people made: all of a workspace's goes with it. */
const MADE = ['reports', 'slots'] as const;

/** A workspace's data as a whole. */
export function postgresWorkspaces(
  {
    pool,
    known,
    documents,
  }: { readonly pool: PostgresPool; readonly known: CodedValues; readonly documents: Documents },
  total: Pick<IncidentTotal, 'refresh'>,
): WorkspaceStore {
  async function* smallTables(workspaceId: string): AsyncGenerator<ExportedRecord> {
    const rows = await inWorkspace(pool, workspaceId, (statements) =>
      statements.rows<{ kind: string; value: object }>(
        'select kind, value from documents where workspace_id = $1 and kind <> all($2) order by kind, place',
        [workspaceId, NOT_EXPORTED],
      ),
    );
    for (const { kind, value } of rows) yield { kind, value: withoutSecrets(value) };
    const slots = await inWorkspace(pool, workspaceId, (statements) => readSlots(statements, workspaceId));
    for (const value of slots) yield { kind: 'slots', value };
    let after = 0;
    for (;;) {
      const page = await inWorkspace(pool, workspaceId, (statements) =>
        statements.rows<{ place: number; value: object }>(
          'select place, value from reports where workspace_id = $1 and place > $2 order by place limit $3',
          [workspaceId, after, ROWS_AT_ONCE],
        ),
      );
      for (const { value } of page) yield { kind: 'reports', value: withoutSecrets(value) };
      if (page.length < ROWS_AT_ONCE) return;
      after = page.at(-1)?.place ?? 0;
    }
  }

  async function* incidents(workspaceId: string): AsyncGenerator<ExportedRecord> {
    for (const { id: integrationId } of await documents.list('integrations', workspaceId)) {
      const data = await inWorkspace(pool, workspaceId, (statements) =>
        readIntegration(statements, workspaceId, integrationId),
      );
      yield { kind: 'directory', value: { integrationId, ...(data?.directory ?? NOTHING_NAMED) } };
      if (!data) continue;
      const of = { workspaceId, integrationId, code: data.code, known };
      for await (const page of readPages(pool, of, ROWS_AT_ONCE))
        for (const value of page) yield { kind: 'incident', value };
    }
  }

  return {
    async *export(workspaceId) {
      yield* smallTables(workspaceId);
      yield* incidents(workspaceId);
    },

    async forget(workspaceId) {
      await inWorkspace(pool, workspaceId, async (statements) => {
        await lockWorkspace(statements, workspaceId);
        await statements.run('delete from documents where workspace_id = $1 and kind <> all($2)', [
          workspaceId,
          NOT_FORGOTTEN,
        ]);
        for (const table of MADE)
          await statements.run(`delete from ${table} where workspace_id = $1`, [workspaceId]);
        await statements.run('update integration_data set is_deleted = true where workspace_id = $1', [
          workspaceId,
        ]);
        await nextRevision(statements, workspaceId);
      });
      await removeDeleted(pool, workspaceId);
      await total.refresh();
    },

    async forgetBefore(before) {
      const workspaces = await acrossWorkspaces(pool, (statements) =>
        statements.arrays<[string]>('select workspace_id from workspaces order by workspace_id'),
      );
      let gone = 0;
      const troubles: unknown[] = [];
      for (const [workspaceId] of workspaces) {
        try {
          await removeDeleted(pool, workspaceId);
          gone += await forgetBefore(pool, workspaceId, before);
        } catch (error) {
          // One that is busy or too large keeps no other from its retention; what concerns all ends it.
          if (error instanceof StoreError && !(error instanceof StatementTooLongError)) throw error;
          troubles.push(error);
        }
      }
      if (gone > 0) await total.refresh();
      if (troubles.length > 0) throw troubles[0];
      return gone;
    },

    /** The store keeps no logs or backups of its own; those of the database are the operator's (`docs/operations.md`). */
    purge: async () => {},
  };
}

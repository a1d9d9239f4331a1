import type { Sequence } from '../sequence.ts';
import { type CommitResult, NEVER_SYNCED, REJECTED_KEPT, RUNS_KEPT, type SyncBatch } from '../sync-store.ts';
import { withoutForgotten } from '../without-forgotten.ts';
import { beginIntegration, readIntegration } from './integration-data.ts';
import type { Statements } from './statements.ts';
import { nextRevision, readRevision } from './workspace-lock.ts';
import { keepVersions, newsOf, type Reading, readingsOf, writeIncidents } from './write-incidents.ts';

/** A batch with what is worked out before the workspace is locked. */
export interface PreparedBatch extends Omit<SyncBatch, 'incidents'> {
  readonly readings: readonly Reading[];
}

export function preparedBatch({ incidents = [], ...rest }: SyncBatch): PreparedBatch {
  return { ...rest, readings: readingsOf(incidents) };
}

/** Stores a batch of one integration. Within the lock of the workspace. */
export async function storeBatch(
  statements: Statements,
  { workspaceId, integrationId }: { readonly workspaceId: string; readonly integrationId: string },
  { readings, state, directory, run, rejected }: PreparedBatch,
): Promise<CommitResult> {
  const data =
    (await readIntegration(statements, workspaceId, integrationId)) ??
    (await beginIntegration(statements, workspaceId, integrationId));
  const owner = { workspaceId, integration: data.code };
  const news = readings.length > 0 ? await newsOf(statements, owner, readings) : { fresh: [], changed: [] };
  const bringsIncidents = news.fresh.length + news.changed.length > 0;
  const bringsMore = [state, directory, run, rejected].some((part) => part !== undefined);
  if (!bringsIncidents && !bringsMore) {
    return { inserted: 0, updated: 0, sequence: await readRevision(statements, workspaceId) };
  }
  const sequence: Sequence = await nextRevision(statements, workspaceId);
  await keepVersions(statements, owner, news.changed, sequence);
  const counts = bringsIncidents
    ? await writeIncidents(statements, owner, news, sequence)
    : { inserted: 0, updated: 0 };
  const next = state && withoutForgotten(state, data.state ?? NEVER_SYNCED);
  if (counts.inserted > 0 || next || directory) {
    await statements.run(
      `update integration_data set incidents = incidents + $3, state = coalesce($4, state), directory = coalesce($5, directory)
       where workspace_id = $1 and code = $2`,
      [workspaceId, data.code, counts.inserted, jsonOf(next), jsonOf(directory)],
    );
  }
  if (run) await addToLog(statements, owner, 'run', [run], RUNS_KEPT);
  if (rejected) await addToLog(statements, owner, 'rejected', rejected.toReversed(), REJECTED_KEPT);
  return { ...counts, sequence };
}

/** Adds what came, the newest last; the oldest beyond those that are kept go. */
export async function addToLog(
  statements: Statements,
  { workspaceId, integration }: { readonly workspaceId: string; readonly integration: number },
  kind: 'run' | 'rejected',
  values: readonly unknown[],
  kept: number,
): Promise<void> {
  await statements.run(
    `insert into sync_log (workspace_id, integration, kind, value)
     select $1, $2, $3, value from unnest($4::json[]) with ordinality as came (value, place) order by place`,
    [workspaceId, integration, kind, values.map((value) => JSON.stringify(value))],
  );
  await statements.run(
    `delete from sync_log where workspace_id = $1 and integration = $2 and kind = $3 and place <=
       (select place from sync_log where workspace_id = $1 and integration = $2 and kind = $3
        order by place desc offset $4 limit 1)`,
    [workspaceId, integration, kind, kept],
  );
}

export function jsonOf(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

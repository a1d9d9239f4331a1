import type { Sequence } from '../sequence.ts';
import type { Statements } from './statements.ts';

/**
 * Waits until no other transaction commits to the workspace, and keeps others waiting until this one ends: what was read after it
 * is still so when it is written. Taken before any other row, so that no two transactions wait for each other.
 */
export async function lockWorkspace(statements: Statements, workspaceId: string): Promise<void> {
  const lock = 'select from workspaces where workspace_id = $1 for update';
  if (await statements.one(lock, [workspaceId])) return;
  await statements.run('insert into workspaces (workspace_id) values ($1) on conflict do nothing', [
    workspaceId,
  ]);
  await statements.one(lock, [workspaceId]);
}

/** Numbers this commit: it is the workspace's newest. */
export async function nextRevision(statements: Statements, workspaceId: string): Promise<Sequence> {
  const row = await statements.one<{ revision: Sequence }>(
    'update workspaces set revision = revision + 1 where workspace_id = $1 returning revision',
    [workspaceId],
  );
  return row?.revision ?? 0;
}

export async function readRevision(statements: Statements, workspaceId: string): Promise<Sequence> {
  const row = await statements.one<{ revision: Sequence }>(
    'select revision from workspaces where workspace_id = $1',
    [workspaceId],
  );
  return row?.revision ?? 0;
}

import type { Change } from '../change.ts';
import type { Commit } from './commit.ts';
import type { Documents } from './documents.ts';
import type { Loading } from './loading.ts';
import { folderOf, newIntegration } from './new-integration.ts';
import { createPace } from './pace.ts';
import { prepared } from './prepared-version.ts';

/** Takes a commit of the journal in, as far as the other files do not have it. `through`: what the small tables have. */
export async function replay(
  loading: Loading,
  documents: Documents,
  commit: Commit,
  through: number,
): Promise<void> {
  const { sequence, changes } = commit;
  const dataOf = (change: Extract<Change, { integrationId: string }>) => {
    const { workspaceId, integrationId } = change;
    const folder = folderOf(loading.options.dataDir, workspaceId, integrationId);
    const data =
      loading.integrations.get(folder) ??
      newIntegration(folder, workspaceId, integrationId, loading.dictionaries);
    loading.integrations.set(folder, data);
    return data;
  };
  const pace = createPace();
  for (const change of changes) {
    if (change.kind === 'incidents') {
      await dataOf(change).store(change.incidents.map(prepared), sequence, pace);
    }
    if (change.kind === 'sync') dataOf(change).apply(change, sequence);
    if (change.kind === 'forget' && dataOf(change).sync.through < sequence) {
      const { folder } = dataOf(change);
      loading.integrations.delete(folder);
      if (loading.setAside) await loading.options.disk.removeFolder(folder);
    }
    if (sequence > through) documents.apply(change);
  }
  for (const change of changes) {
    if (change.kind === 'incidents' || change.kind === 'sync') dataOf(change).finish(sequence);
  }
}

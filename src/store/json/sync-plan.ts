import type { Change } from '../change.ts';
import type { CommitResult, SyncBatch } from '../sync-store.ts';
import { withoutForgotten } from '../without-forgotten.ts';
import type { Database, Plan } from './database.ts';
import type { Pace } from './pace.ts';

/** What storing a batch of one integration changes. */
export async function planSync(
  database: Database,
  { workspaceId, integrationId }: { readonly workspaceId: string; readonly integrationId: string },
  { incidents = [], ...rest }: SyncBatch,
  pace: Pace,
): Promise<Plan<Omit<CommitResult, 'sequence'>>> {
  const data = database.integration(workspaceId, integrationId);
  const news = await data.news(incidents, pace);
  const changes: Change[] = [];
  const brought: Change = {
    kind: 'incidents',
    workspaceId,
    integrationId,
    incidents: news.versions.map(({ incident }) => incident),
  };
  if (news.versions.length > 0) changes.push(brought);
  if (Object.values(rest).some((part) => part !== undefined)) {
    const state = rest.state && withoutForgotten(rest.state, data.sync.sync);
    changes.push({ kind: 'sync', workspaceId, integrationId, ...rest, ...(state && { state }) });
  }
  const { inserted, updated } = news;
  return {
    changes,
    ...(news.versions.length > 0 && { news: { change: brought, data, news } }),
    result: { inserted, updated },
  };
}

import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../domain/clock.ts';
import type { Store } from '../store/store.ts';
import type { SyncSink } from './sink.ts';
import { withTombstones } from './tombstones.ts';

/** The sink of one integration whose data lies in our own store. What disappears from the directory keeps its last name. */
export function storeSink(
  { store, clock }: { readonly store: Pick<Store, 'sync' | 'incidents'>; readonly clock: Clock },
  workspaceId: string,
  integrationId: string,
): SyncSink {
  return {
    state: () => store.sync.state(workspaceId, integrationId),
    openIds: () => store.sync.openIds(workspaceId, integrationId),
    async commit({ services, ...batch }) {
      if (services === undefined && batch.directory === undefined) {
        return store.sync.commit(workspaceId, integrationId, batch);
      }
      const known = await store.incidents.directory(workspaceId, integrationId);
      const read = batch.directory ?? { ...known, services: services ?? known.services };
      const directory = withTombstones(known, read, clock.now());
      if (batch.directory === undefined && isDeepStrictEqual(directory.services, known.services)) {
        return store.sync.commit(workspaceId, integrationId, batch);
      }
      return store.sync.commit(workspaceId, integrationId, { ...batch, directory });
    },
  };
}

import { type Lease, type LeaseKey, LeaseLostError } from '../store/lease-store.ts';
import type { SyncStore } from '../store/sync-store.ts';

/**
 * The store as somebody sees it who writes only while they hold a lease.
 *
 * @param lease the one that is held now
 */
export function underLease(store: SyncStore, key: LeaseKey, lease: () => Lease | undefined): SyncStore {
  return {
    ...store,
    async commit(workspaceId, integrationId, batch) {
      const held = lease();
      if (held === undefined) throw new LeaseLostError(key);
      return store.commit(workspaceId, integrationId, batch, held);
    },
  };
}

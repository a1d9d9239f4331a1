import type { Sync } from '../../src/sync/sync.ts';

/** Accounts that were connected while the demo ran. */
export interface Known {
  /** Has all of them read now, and waits until nothing is read any more. */
  syncAll(): Promise<void>;
}

/** Learns of accounts by listening to the sync: the page may not look into the app's store. */
export function knownIntegrations(sync: Sync): Known {
  const known = new Map<string, string>();
  sync.subscribe(({ integrationId, workspaceId }) => known.set(integrationId, workspaceId));
  return {
    async syncAll() {
      for (const [integrationId, workspaceId] of known) await sync.syncNow(workspaceId, integrationId);
    },
  };
}

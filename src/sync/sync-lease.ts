import type { LeaseKey } from '../store/lease-store.ts';

const SYNC = 'sync:';

/** What a process holds while it syncs an integration. */
export function syncLease(workspaceId: string, integrationId: string): LeaseKey {
  return { workspaceId, name: `${SYNC}${integrationId}` };
}

/** Which integration is synced under a lease; `null` for the lease of something else. */
export function integrationOf({ name }: LeaseKey): string | null {
  return name.startsWith(SYNC) ? name.slice(SYNC.length) : null;
}

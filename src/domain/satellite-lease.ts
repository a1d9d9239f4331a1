import type { Instant } from './instant.ts';
import type { SatelliteWork } from './satellite.ts';

/** Nothing agreed yet. */
export function newWork(workspaceId: string, integrationId: string): SatelliteWork {
  return {
    workspaceId,
    integrationId,
    lease: null,
    lastToken: 0,
    syncRequest: 0,
    wantsSeverities: false,
  };
}

/** Whether another satellite holds the integration at that moment. */
export function isHeldByAnother({ lease }: SatelliteWork, satelliteId: string, now: Instant): boolean {
  return lease !== null && lease.satelliteId !== satelliteId && lease.expiresAt > now;
}

/** The same with a new lease; unchanged where another satellite holds it. */
export function claimed(
  work: SatelliteWork,
  satelliteId: string,
  { now, until }: { readonly now: Instant; readonly until: Instant },
): SatelliteWork {
  if (isHeldByAnother(work, satelliteId, now)) return work;
  const token = work.lastToken + 1;
  return { ...work, lastToken: token, lease: { satelliteId, token, expiresAt: until, lastBatch: null } };
}

/** The same with the lease of a token going on until then; unchanged where the token is void. */
export function renewed(work: SatelliteWork, token: number, until: Instant): SatelliteWork {
  const { lease } = work;
  if (lease?.token !== token || lease.expiresAt >= until) return work;
  return { ...work, lease: { ...lease, expiresAt: until } };
}

/** The same without the lease of a token; unchanged where the token is void. */
export function released(work: SatelliteWork, token: number): SatelliteWork {
  return work.lease?.token === token ? { ...work, lease: null } : work;
}

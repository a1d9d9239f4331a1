import type { Lease, Satellite } from '../../domain/satellite.ts';
import type { SatelliteStore } from '../../store/satellite-store.ts';
import { IntakeError } from './intake-error.ts';

/** The lease of a satellite with this token. Throws an {@link IntakeError} where the token is void or another's. */
export async function heldLease(
  store: Pick<SatelliteStore, 'work'>,
  { workspaceId, id }: Satellite,
  { integrationId, token }: { readonly integrationId: string; readonly token: number },
): Promise<Lease> {
  const { lease } = await store.work(workspaceId, integrationId);
  if (lease === null || lease.token !== token || lease.satelliteId !== id) throw leaseLost();
  return lease;
}

export function leaseLost(): IntakeError {
  return new IntakeError('lease_lost', 'Another satellite works on this integration, or it was paused.', {
    next: 'Stop the run under way, stand by, and claim the lease when a heartbeat says that it is free.',
  });
}

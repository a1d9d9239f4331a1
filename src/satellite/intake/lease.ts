import type { Clock } from '../../domain/clock.ts';
import type { Satellite } from '../../domain/satellite.ts';
import { claimed, released } from '../../domain/satellite-lease.ts';
import type { Store } from '../../store/store.ts';
import type { LeaseAnswer, LeaseRequest, ReleaseAnswer, ReleaseRequest } from '../protocol/lease.ts';
import { LEASE } from '../protocol/limits.ts';
import { IntakeError } from './intake-error.ts';
import { servedIntegration } from './served-integration.ts';

/** Gives integrations to satellites, one at a time, and takes them back. */
export function leases({
  store,
  clock,
}: {
  readonly store: Pick<Store, 'satellites' | 'integrations'>;
  readonly clock: Clock;
}) {
  return {
    async claim(satellite: Satellite, { integrationId }: LeaseRequest): Promise<LeaseAnswer> {
      await servedIntegration(store, satellite, integrationId);
      const now = clock.now();
      const { lease } = await store.satellites.agree(satellite.workspaceId, integrationId, (work) =>
        claimed(work, satellite.id, { now, until: now + LEASE }),
      );
      if (lease?.satelliteId === satellite.id) return { token: lease.token, leaseSeconds: LEASE };
      throw new IntakeError('lease_held', 'Another satellite works on this integration.', {
        next: 'Stand by: it is free when that one stops, or is silent for two minutes.',
        retryAfter: Math.max(1, (lease?.expiresAt ?? now) - now),
      });
    },

    async release(satellite: Satellite, { integrationId, token }: ReleaseRequest): Promise<ReleaseAnswer> {
      await store.satellites.agree(satellite.workspaceId, integrationId, (work) =>
        work.lease?.satelliteId === satellite.id ? released(work, token) : work,
      );
      return {};
    },
  };
}

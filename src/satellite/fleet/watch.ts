import type { Clock } from '../../domain/clock.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Satellite } from '../../domain/satellite.ts';
import type { Store } from '../../store/store.ts';
import type { SyncEvents } from '../../sync/sync-events.ts';
import { OFFLINE_AFTER } from '../protocol/limits.ts';
import type { Presence } from './presence.ts';

export interface WatchOptions {
  readonly store: Pick<Store, 'satellites' | 'integrations'>;
  readonly presence: Pick<Presence, 'lastSeen'>;
  readonly events: Pick<SyncEvents, 'emit'>;
  readonly clock: Clock;
}

/** The only judge of whether a satellite is offline. What it finds lies in the store, and is told once. */
export interface Watch {
  /** Looks which integrations no satellite was heard of for; called every minute. */
  look(): Promise<void>;
  /** One of them was heard of. */
  heard(satellite: Pick<Satellite, 'workspaceId' | 'integrationIds'>): Promise<void>;
}

/** Nobody is missed before so long after the start: what came while the app did not run, it could not hear. */
export function createWatch({ store, presence, events, clock }: WatchOptions): Watch {
  const startedAt = clock.now();

  async function miss(workspaceId: string, integrationId: string, since: Instant): Promise<void> {
    const integration = await store.integrations.get(workspaceId, integrationId);
    if (integration?.mode !== 'satellite' || integration.paused) return;
    if (await store.satellites.beginOutage({ workspaceId, integrationId, since }))
      events.emit({ kind: 'offline', workspaceId, integrationId, since });
  }

  return {
    async look() {
      const now = clock.now();
      if (now - startedAt < OFFLINE_AFTER) return;
      const newest = new Map<string, { workspaceId: string; integrationId: string; at: Instant }>();
      for (const satellite of await store.satellites.all()) {
        // One that never started is not missed; one that was revoked leaves the others to be counted.
        const at = presence.lastSeen(satellite);
        if (at === null) continue;
        const { workspaceId, integrationIds, revokedAt } = satellite;
        for (const integrationId of integrationIds) {
          const key = JSON.stringify([workspaceId, integrationId]);
          const known = newest.get(key)?.at ?? Number.NEGATIVE_INFINITY;
          const counted = revokedAt === null ? at : Math.min(at, now - OFFLINE_AFTER);
          newest.set(key, { workspaceId, integrationId, at: Math.max(known, counted) });
        }
      }
      for (const { workspaceId, integrationId, at } of newest.values())
        if (now - at >= OFFLINE_AFTER) await miss(workspaceId, integrationId, at);
    },

    async heard({ workspaceId, integrationIds }) {
      for (const integrationId of integrationIds) {
        if ((await store.satellites.outage(workspaceId, integrationId)) === undefined) continue;
        const outage = await store.satellites.endOutage(workspaceId, integrationId);
        if (outage) events.emit({ kind: 'back', workspaceId, integrationId, since: outage.since });
      }
    },
  };
}

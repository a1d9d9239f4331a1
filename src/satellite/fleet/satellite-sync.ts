import { released } from '../../domain/satellite-lease.ts';
import type { Store } from '../../store/store.ts';
import type { Sync, SyncStatus } from '../../sync/sync.ts';
import type { SyncEvents } from '../../sync/sync-events.ts';
import type { Presence } from './presence.ts';

export interface SatelliteSyncOptions {
  /** Of the integrations that the app reads itself. */
  readonly sync: Sync;
  readonly store: Pick<Store, 'integrations' | 'satellites' | 'incidents'>;
  readonly presence: Pick<Presence, 'doing'>;
  readonly events: Pick<SyncEvents, 'subscribe'>;
}

/** The sync of all integrations, whoever reads them: what the app does itself for one, it asks of the satellite for the other. */
export function satelliteSync({ sync, store, presence, events }: SatelliteSyncOptions): Sync {
  const { integrations, satellites } = store;

  async function isOfSatellite(workspaceId: string, integrationId: string): Promise<boolean> {
    return (await integrations.get(workspaceId, integrationId))?.mode === 'satellite';
  }

  async function standing(
    workspaceId: string,
    integrationId: string,
    coverage: SyncStatus['coverage'],
  ): Promise<NonNullable<SyncStatus['satellite']>> {
    if (await satellites.outage(workspaceId, integrationId)) return 'offline';
    const all = await satellites.list(workspaceId);
    const live = all.some(
      ({ integrationIds, revokedAt, lastSeenAt }) =>
        revokedAt === null && lastSeenAt !== null && integrationIds.includes(integrationId),
    );
    if (live) return 'online';
    return coverage === null ? 'waiting' : 'offline';
  }

  return {
    ...sync,

    async syncNow(workspaceId, integrationId) {
      const integration = await integrations.get(workspaceId, integrationId);
      if (integration?.mode !== 'satellite') return sync.syncNow(workspaceId, integrationId);
      if (integration.paused) return 'paused';
      await satellites.agree(workspaceId, integrationId, (work) => ({
        ...work,
        syncRequest: work.syncRequest + 1,
      }));
      const { coverage } = await sync.status(workspaceId, integrationId);
      return (await standing(workspaceId, integrationId, coverage)) === 'online' ? 'asked' : 'offline';
    },

    async halt(workspaceId, integrationId) {
      await sync.halt(workspaceId, integrationId);
      if (!(await isOfSatellite(workspaceId, integrationId))) return;
      // With its token void nothing more of it is stored.
      await satellites.agree(workspaceId, integrationId, (work) => released(work, work.lastToken));
      await satellites.endOutage(workspaceId, integrationId);
    },

    async status(workspaceId, integrationId) {
      const status = await sync.status(workspaceId, integrationId);
      if (!(await isOfSatellite(workspaceId, integrationId))) return status;
      const satellite = await standing(workspaceId, integrationId, status.coverage);
      const doing = satellite === 'online' ? presence.doing(workspaceId, integrationId) : null;
      const isOffline = satellite === 'offline' && status.health !== 'PAUSED';
      return {
        ...status,
        satellite,
        health: isOffline ? 'OFFLINE SATELLITE' : status.health,
        running: doing?.state === 'working',
        backfill: status.backfill === null ? null : (doing?.progress ?? status.backfill),
      };
    },

    async spotCheck(workspaceId, integrationId, number, signal) {
      if (!(await isOfSatellite(workspaceId, integrationId)))
        return sync.spotCheck(workspaceId, integrationId, number, signal);
      const stored = await store.incidents.findByNumber(workspaceId, integrationId, number);
      if (stored === undefined) return { kind: 'not stored' };
      return { kind: 'not compared', stored, sentence: 'Only its satellite can ask this PagerDuty.' };
    },

    async wantSeverities(workspaceId, integrationId) {
      if (!(await isOfSatellite(workspaceId, integrationId)))
        return sync.wantSeverities(workspaceId, integrationId);
      await satellites.agree(workspaceId, integrationId, (work) => ({ ...work, wantsSeverities: true }));
    },

    subscribe(listener) {
      const ends = [sync.subscribe(listener), events.subscribe(listener)];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}

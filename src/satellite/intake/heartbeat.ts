import type { Clock } from '../../domain/clock.ts';
import type { Satellite } from '../../domain/satellite.ts';
import { isHeldByAnother, renewed } from '../../domain/satellite-lease.ts';
import type { Damage } from '../../store/damage-store.ts';
import type { Store } from '../../store/store.ts';
import { filteredBySeverity } from '../../sync/filtered-by-severity.ts';
import type { SyncEvents } from '../../sync/sync-events.ts';
import type { Presence } from '../fleet/presence.ts';
import type { Watch } from '../fleet/watch.ts';
import type { HeartbeatAnswer, HeartbeatRequest, Order } from '../protocol/heartbeat.ts';
import { HEARTBEAT, LEASE } from '../protocol/limits.ts';
import { notesFor } from './notes-for.ts';

export interface HeartbeatOptions {
  readonly store: Pick<Store, 'satellites' | 'integrations' | 'collections' | 'profiles' | 'damage'>;
  readonly presence: Pick<Presence, 'heard'>;
  readonly watch: Pick<Watch, 'heard'>;
  readonly events: Pick<SyncEvents, 'emit'>;
  readonly clock: Clock;
  readonly version: string;
  readonly syncCron: string;
  readonly backfillDays: number;
}

/** What the orders of all integrations are made of; read once for a heartbeat. */
interface OfWorkspace {
  readonly damages: readonly Damage[];
  /** Whether severities are wanted of an integration. */
  readonly isFiltered: (integrationId: string) => boolean;
}

/** Renewed when so much of a lease is left: every second heartbeat is written down. */
const RENEWED_BELOW = LEASE - HEARTBEAT * 1.5;

/** Takes note of how a satellite is, and tells it what to do. */
export function heartbeat(options: HeartbeatOptions) {
  const { store, presence, watch, events, clock, version, syncCron, backfillDays } = options;

  async function orderFor(
    { workspaceId, id, integrationIds }: Satellite,
    integrationId: string,
    token: number | null,
    { damages, isFiltered }: OfWorkspace,
  ): Promise<Order> {
    const integration = integrationIds.includes(integrationId)
      ? await store.integrations.get(workspaceId, integrationId)
      : undefined;
    if (integration?.mode !== 'satellite') return goneOrder(integrationId);
    const now = clock.now();
    const known = await store.satellites.work(workspaceId, integrationId);
    const isMine = known.lease !== null && known.lease.satelliteId === id && known.lease.token === token;
    const isDue = isMine && (known.lease?.expiresAt ?? 0) - now < RENEWED_BELOW;
    const work =
      isDue && token !== null
        ? await store.satellites.agree(workspaceId, integrationId, (agreed) =>
            renewed(agreed, token, now + LEASE),
          )
        : known;
    return {
      id: integrationId,
      name: integration.name,
      gone: false,
      paused: integration.paused,
      lease:
        isMine && work.lease?.token === token ? 'yours' : isHeldByAnother(work, id, now) ? 'another' : 'free',
      syncRequest: work.syncRequest,
      wantsSeverities: isFiltered(integrationId) || work.wantsSeverities,
      rereads: damages
        .filter((damage) => damage.integrationId === integrationId)
        .map((damage) => ({ id: damage.id, span: damage.span })),
    };
  }

  return async (satellite: Satellite, request: HeartbeatRequest): Promise<HeartbeatAnswer> => {
    const now = clock.now();
    await presence.heard(satellite, request);
    await watch.heard(satellite);
    const told = new Map(request.integrations.map((doing) => [doing.id, doing]));
    for (const { id: integrationId, progress } of request.integrations)
      if (progress !== null && satellite.integrationIds.includes(integrationId))
        events.emit({ kind: 'progress', workspaceId: satellite.workspaceId, integrationId, progress });
    const [damages, isFiltered] = await Promise.all([
      store.damage.list(satellite.workspaceId),
      filteredBySeverity(store, satellite.workspaceId),
    ]);
    const orders: Order[] = [];
    for (const id of new Set([...satellite.integrationIds, ...told.keys()]))
      orders.push(await orderFor(satellite, id, told.get(id)?.lease ?? null, { damages, isFiltered }));
    const skewSeconds = request.clock - now;
    return {
      now,
      skewSeconds,
      heartbeatSeconds: HEARTBEAT,
      version,
      syncCron,
      backfillDays,
      orders,
      notes: notesFor({ skewSeconds, satelliteVersion: request.version, appVersion: version }),
    };
  };
}

function goneOrder(id: string): Order {
  return {
    id,
    name: '',
    gone: true,
    paused: false,
    lease: 'free',
    syncRequest: 0,
    wantsSeverities: false,
    rereads: [],
  };
}

import type { Clock } from '../../domain/clock.ts';
import { MINUTE, type Seconds } from '../../domain/duration.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Satellite } from '../../domain/satellite.ts';
import type { SatelliteStore } from '../../store/satellite-store.ts';
import type { HeartbeatRequest } from '../protocol/heartbeat.ts';

/** How an integration is doing on the satellite that works on it. */
export type Doing = HeartbeatRequest['integrations'][number];

/** What satellites said of themselves: the newest in memory, as much as has to outlive the process in the store. */
export interface Presence {
  /** A satellite was heard of. Resolves with what it is now; `undefined` where it was deleted or revoked meanwhile. */
  heard(satellite: Satellite, report: HeartbeatRequest): Promise<Satellite | undefined>;
  /** When it was last heard of; `null` for one that never was. */
  lastSeen(satellite: Satellite): Instant | null;
  /** What the satellite that holds an integration says of it; `null` where none spoke since the app started. */
  doing(workspaceId: string, integrationId: string): Doing | null;
  /** Why an integration fails on this satellite, for people; `null` where it does not, or nobody said since the app started. */
  problem(satellite: Pick<Satellite, 'workspaceId' | 'id'>, integrationId: string): string | null;
}

/** The store knows it to within so long. */
const WRITTEN_EVERY: Seconds = MINUTE;

export function createPresence({
  store,
  clock,
}: {
  readonly store: Pick<SatelliteStore, 'update'>;
  readonly clock: Clock;
}): Presence {
  const seen = new Map<string, Instant>();
  const doings = new Map<string, Doing>();
  const problems = new Map<string, string>();
  const keyOf = (...ids: readonly string[]) => JSON.stringify(ids);

  return {
    async heard(satellite, report) {
      const now = clock.now();
      const { workspaceId, id, integrationIds } = satellite;
      seen.set(keyOf(workspaceId, id), now);
      for (const doing of report.integrations.filter((each) => integrationIds.includes(each.id))) {
        if (doing.state !== 'standby') doings.set(keyOf(workspaceId, doing.id), doing);
        const here = keyOf(workspaceId, id, doing.id);
        if (doing.problem === null) problems.delete(here);
        else problems.set(here, doing.problem);
      }

      const { version, memory, clock: theirs } = report;
      const { lastSeenAt } = satellite;
      const isKnown = lastSeenAt !== null && now - lastSeenAt < WRITTEN_EVERY;
      if (isKnown && version === satellite.version && satellite.memory !== null) return satellite;
      const told = await store.update(workspaceId, id, (known) =>
        known.revokedAt === null ? { ...known, version, memory, skew: theirs - now, lastSeenAt: now } : known,
      );
      return told?.revokedAt === null ? told : undefined;
    },

    lastSeen({ workspaceId, id, lastSeenAt }) {
      const heardAt = seen.get(keyOf(workspaceId, id)) ?? null;
      return heardAt === null || (lastSeenAt !== null && lastSeenAt > heardAt) ? lastSeenAt : heardAt;
    },

    problem: ({ workspaceId, id }, integrationId) =>
      problems.get(keyOf(workspaceId, id, integrationId)) ?? null,

    doing: (workspaceId, integrationId) => doings.get(keyOf(workspaceId, integrationId)) ?? null,
  };
}

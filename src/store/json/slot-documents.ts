import type { Clock } from '../../domain/clock.ts';
import type { Change } from '../change.ts';
import {
  isOver,
  KEPT_OF_EACH_DIGEST,
  LEASE_RAN_OUT,
  type Slot,
  type SlotKey,
  type SlotLedger,
} from '../slot-ledger.ts';
import type { Database, Plan } from './database.ts';

/** The slot ledger, in the small tables. Commits happen one after the other, so that of two who claim a slot one gets it. */
export function slotDocuments(database: Database, clock: Clock): SlotLedger {
  const { documents } = database;

  const stored = (key: SlotKey) => documents.get('slots', key.workspaceId, idOf(key));
  const fell = ({ leaseUntil }: Slot) => leaseUntil !== null && leaseUntil <= clock.now();
  const lost = (slot: Slot): Slot => ({
    ...slot,
    ...nobodys,
    state: 'unknown',
    finishedAt: clock.now(),
    note: LEASE_RAN_OUT,
  });

  /** What a holder does with a slot. */
  function held(key: SlotKey, owner: string, change: (slot: Slot) => Slot): Promise<boolean> {
    return database.commit((): Plan<boolean> => {
      const slot = stored(key);
      if (slot === undefined || slot.owner !== owner) return { changes: [], result: false };
      return { changes: [put(change(slot))], result: true };
    });
  }

  return {
    claim: ({ workspaceId, digestId, dueAt }, owner, lease) =>
      database.commit((): Plan<Slot | null> => {
        const now = clock.now();
        const slot = stored({ workspaceId, digestId, dueAt });
        if (slot?.state === 'posting' && fell(slot)) return { changes: [put(lost(slot))], result: null };
        const isFree =
          slot === undefined ||
          (slot.state === 'claimed' && fell(slot)) ||
          (slot.state === 'waiting' && (slot.retryAt ?? 0) <= now);
        if (!isFree) return { changes: [], result: null };
        const attempts = (slot?.attempts ?? 0) + 1;
        const fresh = { workspaceId, digestId, dueAt, finishedAt: null, message: null, reportIds: [] };
        const claimed: Slot = {
          ...fresh,
          state: 'claimed',
          attempts,
          owner,
          leaseUntil: now + lease,
          retryAt: null,
          note: slot?.note ?? null,
          toldAt: null,
        };
        return { changes: [put(claimed)], result: claimed };
      }),

    renew: (key, owner, lease) => held(key, owner, (slot) => ({ ...slot, leaseUntil: clock.now() + lease })),

    posting: (key, owner, lease) =>
      held(key, owner, (slot) => ({ ...slot, state: 'posting', leaseUntil: clock.now() + lease })),

    finish: (key, owner, outcome) =>
      held(key, owner, (slot) => ({
        ...slot,
        ...nobodys,
        finishedAt: outcome.state === 'waiting' ? null : clock.now(),
        note: null,
        ...outcome,
      })),

    async of(workspaceId, digestId, limit) {
      const own = documents.list('slots', workspaceId).filter((slot) => slot.digestId === digestId);
      return own.sort(latestFirst).slice(0, limit);
    },

    unfinished: async () => documents.all('slots').filter((slot) => !isOver(slot)),

    async lastOver() {
      const last = new Map<string, Slot>();
      for (const slot of documents.all('slots').filter(isOver)) {
        const known = last.get(digestKey(slot));
        if (known === undefined || known.dueAt < slot.dueAt) last.set(digestKey(slot), slot);
      }
      return [...last.values()].map(({ workspaceId, digestId, dueAt }) => ({ workspaceId, digestId, dueAt }));
    },

    expirePosting: () =>
      database.commit((): Plan<readonly Slot[]> => {
        const expired = documents.all('slots').filter((slot) => slot.state === 'posting' && fell(slot));
        const unknown = expired.map(lost);
        return { changes: unknown.map(put), result: unknown };
      }),

    untold: async () =>
      documents
        .all('slots')
        .filter(({ state, toldAt }) => (state === 'failed' || state === 'unknown') && toldAt === null),

    told: (key) =>
      database.commit(() => {
        const slot = stored(key);
        const changes = slot === undefined ? [] : [put({ ...slot, toldAt: clock.now() })];
        return { changes, result: undefined };
      }),

    forgetBefore: (before) =>
      database.commit(() => {
        const byDigest = Map.groupBy(documents.all('slots').filter(isOver), digestKey);
        const old = [...byDigest.values()].flatMap((slots) =>
          slots
            .sort(latestFirst)
            .slice(KEPT_OF_EACH_DIGEST)
            .filter(({ finishedAt }) => (finishedAt ?? 0) < before),
        );
        const changes = old.map(
          (slot): Change => ({
            kind: 'delete',
            table: 'slots',
            workspaceId: slot.workspaceId,
            id: idOf(slot),
          }),
        );
        return { changes, result: undefined };
      }),
  };
}

const nobodys = { owner: null, leaseUntil: null, retryAt: null };

function put(value: Slot): Change {
  return { kind: 'put', table: 'slots', workspaceId: value.workspaceId, id: idOf(value), value };
}

function idOf({ digestId, dueAt }: SlotKey): string {
  return `${digestId}/${dueAt}`;
}

function digestKey({ workspaceId, digestId }: SlotKey): string {
  return `${workspaceId}/${digestId}`;
}

function latestFirst(one: SlotKey, other: SlotKey): number {
  return other.dueAt - one.dueAt;
}

import type { Clock } from '../domain/clock.ts';
import { DAY, HOUR, MINUTE } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';
import type { Log } from '../domain/log.ts';
import { keepLease, LEASE } from '../replica/keep-lease.ts';
import { EVERY_WORKSPACE } from '../store/lease-store.ts';
import { type Slot, type SlotKey, slotName } from '../store/slot-ledger.ts';
import type { Store } from '../store/store.ts';
import type { DigestPoster } from './digest-poster.ts';
import { goneWorkspaces } from './gone-workspaces.ts';

export interface TellerOptions {
  readonly store: Pick<Store, 'digests' | 'slots' | 'installations' | 'leases'>;
  readonly poster: Pick<DigestPoster, 'tell'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Names this process among others that share the store. */
  readonly owner: string;
}

/** Tells owners what became of a slot. The ledger remembers who was not told yet, whatever happens meanwhile. */
export interface Teller {
  tell(slot: SlotKey): Promise<void>;
  /** Those whom nobody told: the process that knew of it may have ended, or Slack did not take it. One process at a time does so. */
  tellRest(): Promise<void>;
}

/** Whoever finished a slot tells of it: others wait so long. */
const OTHERS_AFTER = 2 * MINUTE;
const AGAIN_AFTER = HOUR;
const TELLING = { workspaceId: EVERY_WORKSPACE, name: 'digest news' };
/** What nobody could be told for so long is no news any more. */
const NO_NEWS_AFTER = 14 * DAY;

export function createTeller({ store, poster, clock, log, owner }: TellerOptions): Teller {
  const notBefore = new Map<string, Instant>();

  async function tellOf(slot: Slot): Promise<void> {
    const { workspaceId, digestId, state } = slot;
    if (state !== 'failed' && state !== 'unknown') return;
    const digest = await store.digests.get(workspaceId, digestId);
    const isOld = clock.now() - (slot.finishedAt ?? 0) > NO_NEWS_AFTER;
    const name = slotName(slot);
    try {
      if (digest !== undefined && !isOld) await poster.tell(digest, { kind: state, slot });
      await store.slots.told(slot);
      notBefore.delete(name);
    } catch (err) {
      notBefore.set(name, clock.now() + AGAIN_AFTER);
      log.warn({ workspaceId, digestId, err }, 'The owner of a digest could not be told what is wrong.');
    }
  }

  /** Read anew under the lease: what another process told before is told. */
  async function tellAll(lost: AbortSignal): Promise<void> {
    const now = clock.now();
    const [untold, gone] = await Promise.all([store.slots.untold(), goneWorkspaces(store.installations)]);
    for (const slot of untold) {
      if (lost.aborted) return;
      const isOthers = now - (slot.finishedAt ?? 0) < OTHERS_AFTER;
      if (isOthers || gone.has(slot.workspaceId) || (notBefore.get(slotName(slot)) ?? 0) > now) continue;
      await tellOf(slot);
    }
  }

  return {
    async tell({ workspaceId, digestId, dueAt }) {
      const slots = await store.slots.of(workspaceId, digestId, 20);
      const slot = slots.find((each) => each.dueAt === dueAt);
      if (slot !== undefined && slot.toldAt === null) await tellOf(slot);
    },

    async tellRest() {
      if ((await store.slots.untold()).length === 0) return notBefore.clear();
      const { leases } = store;
      const lease = await leases.claim(TELLING, owner, { lease: LEASE });
      if (lease === null) return;
      const lost = new AbortController();
      const giveBack = keepLease(lease, { leases, onLost: () => lost.abort() });
      try {
        await tellAll(lost.signal);
      } finally {
        await giveBack();
      }
    },
  };
}

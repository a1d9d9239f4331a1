import { setImmediate } from 'node:timers/promises';
import { fairQueue } from '../audience/fair-queue.ts';
import type { Digest } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import { dueSlots } from '../schedule/due-slots.ts';
import { graceOf } from '../schedule/grace-of.ts';
import { type SlotKey, type SlotOutcome, type SlotState, slotName } from '../store/slot-ledger.ts';
import type { Store } from '../store/store.ts';
import { deliverSlot } from './deliver-slot.ts';
import type { DeliveryParts } from './delivery-parts.ts';
import { goneWorkspaces } from './gone-workspaces.ts';
import { createTeller } from './teller.ts';

export interface DelivererOptions extends DeliveryParts {
  readonly store: Pick<Store, 'digests' | 'slots' | 'collections' | 'installations' | 'leases'>;
  /** Hears what became of a slot. */
  readonly onOver?: (state: SlotState) => void;
}

/** Sends digests when they are due, each slot once. */
export interface Deliverer {
  /** Looks what is due now, and begins to send it. */
  tick(): Promise<void>;
  /** Sends a digest now, outside of its schedule. `null`: it is being sent already, or nothing more is begun. */
  sendNow(digest: Digest): Promise<SlotOutcome | null>;
  /** Slots that wait for their turn in this process, or have it. */
  pending(): readonly SlotKey[];
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  /** Begins nothing more, and resolves when what is under way is over. */
  stop(): Promise<void>;
}

/** So many at once: each waits for Slack most of the time, and all compute on one thread. */
const AT_ONCE = 8;
/** So many schedules are looked at before others come first. */
const AT_A_TIME = 100;

const LOOKING = 'looking';
const TELLING = 'telling';

/** Delivers from the slot ledger. Several processes may do so side by side: the ledger decides who sends what. */
export function createDeliverer(options: DelivererOptions): Deliverer {
  const { store, clock, log, onOver = () => {} } = options;
  const stopping = new AbortController();
  const turn = fairQueue(AT_ONCE, Number.POSITIVE_INFINITY);
  const teller = createTeller(options);
  /** What is under way in this process: slots that wait for their turn or have it, and what is done beside them. */
  const working = new Map<string, Promise<unknown>>();
  /** The slots among it. */
  const pending = new Map<string, SlotKey>();

  async function dueNow(): Promise<readonly SlotKey[]> {
    const now = clock.now();
    const [digests, unfinished, lastOver, gone] = await Promise.all([
      store.digests.all(),
      store.slots.unfinished(),
      store.slots.lastOver(),
      goneWorkspaces(store.installations),
    ]);
    const last = new Map(lastOver.map((slot) => [nameOf(slot), slot.dueAt]));
    const due: SlotKey[] = unfinished.filter(
      ({ state, retryAt, leaseUntil }) =>
        state !== 'posting' && ((state === 'waiting' ? retryAt : leaseUntil) ?? 0) <= now,
    );
    const known = new Set(unfinished.map((slot) => slotName(slot)));
    for (const [index, digest] of digests.entries()) {
      if (index % AT_A_TIME === AT_A_TIME - 1) await setImmediate();
      if (digest.paused !== null) continue;
      const { workspaceId, id: digestId, schedule } = digest;
      const done = latest(now, digest.activeSince, last.get(nameOf({ workspaceId, digestId })));
      for (const dueAt of dueSlots(schedule, done, now, graceOf(schedule))) {
        const key = { workspaceId, digestId, dueAt };
        if (!known.has(slotName(key))) due.push(key);
      }
    }
    return due.filter(({ workspaceId }) => !gone.has(workspaceId));
  }

  /** Sends a slot when it has a turn, and tells the owner what went wrong. */
  function begin({ workspaceId, digestId, dueAt }: SlotKey, byHand: boolean): Promise<SlotOutcome | null> {
    const key = { workspaceId, digestId, dueAt };
    const name = slotName(key);
    if (working.has(name)) return Promise.resolve(null);
    const deliver = async () => {
      if (stopping.signal.aborted) return null;
      const outcome = await deliverSlot(options, {
        key,
        byHand,
        signal: stopping.signal,
        aside: (work) => void track(`${name} details`, work),
      });
      if (outcome !== null) logOutcome(key, outcome);
      if (outcome !== null && outcome.state !== 'waiting') onOver(outcome.state);
      if (!byHand && (outcome?.state === 'failed' || outcome?.state === 'unknown')) await teller.tell(key);
      // Whoever sends by hand is told by the answer.
      if (byHand && outcome !== null) await store.slots.told(key);
      return outcome;
    };
    // Who sends by hand does not wait behind thousands.
    pending.set(name, key);
    const work = byHand ? deliver() : turn(workspaceId, deliver);
    return track(
      name,
      work.finally(() => pending.delete(name)),
    );
  }

  function logOutcome(key: SlotKey, outcome: SlotOutcome): void {
    const { state } = outcome;
    const facts = { ...key, state, ...('note' in outcome && { note: outcome.note }) };
    if (state === 'failed' || state === 'unknown') log.warn(facts, 'A digest did not go out.');
    else log.info(facts, state === 'waiting' ? 'A digest waits.' : 'A digest is dealt with.');
  }

  function track<Result>(name: string, work: Promise<Result>): Promise<Result> {
    working.set(name, work);
    const over = () => working.delete(name);
    work.then(over, over);
    return work;
  }

  async function look(): Promise<void> {
    for (const slot of await store.slots.expirePosting()) {
      onOver(slot.state);
      await teller.tell(slot);
    }
    for (const key of await dueNow()) {
      begin(key, false).catch((err: unknown) => {
        // Its lease runs out, and another tick goes on with it.
        log.error({ ...key, err }, 'A digest was not delivered.');
      });
    }
    if (working.has(TELLING) || stopping.signal.aborted) return;
    track(TELLING, teller.tellRest()).catch((err: unknown) => log.error({ err }, 'Nobody could be told.'));
  }

  async function idle(): Promise<void> {
    while (working.size > 0) await Promise.allSettled(working.values());
  }

  return {
    async tick() {
      if (stopping.signal.aborted || working.has(LOOKING)) return;
      await track(LOOKING, look());
    },

    sendNow: ({ workspaceId, id }) => begin({ workspaceId, digestId: id, dueAt: clock.now() }, true),

    pending: () => [...pending.values()],

    idle,

    async stop() {
      stopping.abort();
      await idle();
    },
  };
}

/** The latest instant that is not in the future: what a clock that was wrong left behind says nothing. */
function latest(now: Instant, ...instants: readonly (Instant | undefined)[]): Instant | null {
  const past = instants.filter((instant) => instant !== undefined && instant <= now) as Instant[]; // none is undefined
  return past.length === 0 ? null : Math.max(...past);
}

function nameOf({ workspaceId, digestId }: Pick<SlotKey, 'workspaceId' | 'digestId'>): string {
  return `${workspaceId}/${digestId}`;
}

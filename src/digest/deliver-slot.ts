import { graceOf } from '../schedule/grace-of.ts';
import type { PostedMessage, Slot, SlotKey, SlotOutcome } from '../store/slot-ledger.ts';
import { pauseAfter } from './attempts.ts';
import type { DeliveryParts } from './delivery-parts.ts';
import { pauseDigest } from './pause-digest.ts';
import { postInForms } from './post-in-forms.ts';
import { type Prepared, prepareSlot } from './prepare-slot.ts';

export interface Delivery {
  readonly key: SlotKey;
  /** Somebody wants it now: whatever its option says, whether or not it is paused, and with one attempt. */
  readonly byHand: boolean;
  readonly signal: AbortSignal;
  /** Hears of work that goes on when the slot is over. */
  readonly aside: (work: Promise<void>) => void;
}

/**
 * What became of a slot; `null`: somebody else has it, or it was over.
 *
 * A slot goes the way claimed → posting → over. Whoever stops on that way, at any point, leaves it so that another one either begins
 * anew (before `posting`) or knows that Slack may have the message (after it), and lets it be. So does an error that this throws.
 */
export async function deliverSlot(parts: DeliveryParts, delivery: Delivery): Promise<SlotOutcome | null> {
  const slot = await parts.store.slots.claim(delivery.key, parts.owner, parts.lease);
  if (slot === null) return null;
  const letGo = keepSlot(parts, delivery.key);
  try {
    return await deliverClaimed(parts, delivery, slot);
  } finally {
    letGo();
  }
}

/** However long a step takes, the slot stays with a process that lives. One that was paused learns with its next step that it lost it. */
function keepSlot({ store, owner, lease }: DeliveryParts, key: SlotKey): () => void {
  const timer = setInterval(() => {
    // Where it fails, the lease runs out, and the next step tells.
    store.slots.renew(key, owner, lease).catch(() => {});
  }, lease * 333);
  return () => clearInterval(timer);
}

async function deliverClaimed(
  parts: DeliveryParts,
  delivery: Delivery,
  slot: Slot,
): Promise<SlotOutcome | null> {
  const { store, clock, owner, log } = parts;
  const { key, byHand } = delivery;
  const digest = await store.digests.get(key.workspaceId, key.digestId);
  if (digest === undefined) {
    // Deleted meanwhile: the claim goes the same way.
    await store.digests.delete(key.workspaceId, key.digestId);
    return null;
  }
  const prepared = await prepareSlot(parts, digest, slot, byHand).catch((err: unknown): Prepared => {
    log.warn({ ...key, err }, 'A digest could not be composed.');
    return {
      kind: 'over',
      outcome: waiting(clock.now() + pauseAfter(slot.attempts), 'It could not be composed.'),
    };
  });
  const outcome = prepared.kind === 'over' ? prepared.outcome : await send(parts, delivery, slot, prepared);
  if (outcome === null || outcome.state === 'done') return outcome;
  const last = slot.dueAt + graceOf(digest.schedule);
  const noMore = outcome.state === 'waiting' && (byHand || outcome.retryAt > last);
  const final: SlotOutcome = noMore ? { state: 'failed', note: outcome.note } : outcome;
  return (await store.slots.finish(key, owner, final)) ? final : null;
}

/** From here on nothing that fails is tried again, unless Slack certainly does not have the message. */
async function send(
  parts: DeliveryParts,
  { key, signal, aside }: Delivery,
  slot: Slot,
  { report, reportIds }: Extract<Prepared, { kind: 'ready' }>,
): Promise<SlotOutcome | null> {
  const { store, poster, pacer, clock, owner, lease, log } = parts;
  const { workspaceId, place } = report.digest;
  if (!(await store.slots.renew(key, owner, lease))) return null;
  const to = place.kind === 'channel' ? place.channelId : place.userId;
  let began = false;
  const post = () => {
    began = true;
    return postInForms(report, poster, () => store.slots.posting(key, owner, lease));
  };
  const posted = await pacer.inTurn(workspaceId, to, signal, post).catch((error: unknown) => {
    if (began) throw error;
    return 'stopped' as const;
  });
  if (posted === 'stopped') return waiting(clock.now(), 'The app was stopped.');
  switch (posted.kind) {
    case 'lost':
      return null;
    case 'posted': {
      const { message } = posted;
      const done: SlotOutcome = { state: 'done', message, reportIds };
      // At once: until it is written down, nobody knows that Slack has it.
      const isKnown = await store.slots.finish(key, owner, done);
      if (!isKnown) log.warn({ ...key }, 'A digest was posted after its lease had run out.');
      aside(details(message));
      return done;
    }
    case 'unknown':
      return { state: 'unknown', note: posted.sentence };
    case 'rate limited':
      pacer.hold(workspaceId, posted.retryAfter * 1_000);
      return waiting(clock.now() + posted.retryAfter, 'Slack asked to be left alone for a while.');
    case 'later':
      return waiting(clock.now() + pauseAfter(slot.attempts), posted.note);
    case 'pause':
      await pauseDigest(parts, report.digest, { kind: 'slack', code: posted.code, at: clock.now() });
      return { state: 'failed', note: `Slack refused it (${posted.code}).` };
    case 'failed':
      return { state: 'failed', note: `Slack refused it (${posted.code}).` };
  }

  /** A reply, in its own turn: where it cannot be posted, the message stands all the same. */
  async function details(message: PostedMessage): Promise<void> {
    try {
      await pacer.inTurn(workspaceId, to, signal, () => poster.postDetails(report, message));
    } catch (err) {
      log.warn({ ...key, err }, 'The details of a digest could not be posted.');
    }
  }
}

function waiting(retryAt: number, note: string): SlotOutcome {
  return { state: 'waiting', retryAt, note };
}

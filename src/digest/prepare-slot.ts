import type { Digest } from '../domain/digest.ts';
import type { Unanswered } from '../report/reports.ts';
import { graceOf } from '../schedule/grace-of.ts';
import type { Slot, SlotOutcome } from '../store/slot-ledger.ts';
import { LOOK_FOR_DATA_EVERY, lateness, WAIT_FOR_DATA } from './attempts.ts';
import type { DeliveryParts } from './delivery-parts.ts';
import type { DigestReport } from './digest-report.ts';
import { pauseDigest } from './pause-digest.ts';
import { whyUnanswered } from './why-unanswered.ts';

export type Prepared =
  | { readonly kind: 'ready'; readonly report: DigestReport; readonly reportIds: readonly string[] }
  /** Nothing is to be posted, or not yet. */
  | { readonly kind: 'over'; readonly outcome: SlotOutcome };

type Parts = Pick<DeliveryParts, 'store' | 'composer' | 'channels' | 'audit' | 'clock'>;

/** Composes what a claimed slot is to say, unless it should not go out. */
export async function prepareSlot(
  parts: Parts,
  digest: Digest,
  slot: Slot,
  byHand: boolean,
): Promise<Prepared> {
  const { composer, channels, clock } = parts;
  const { place, workspaceId } = digest;
  const since = clock.now() - slot.dueAt;
  if (digest.paused !== null && !byHand) return over({ state: 'skipped', note: 'It was paused.' });
  // It waited, and meanwhile its digest was resumed or got another schedule: what was due before is not made up for.
  if (slot.dueAt <= digest.activeSince && !byHand)
    return over({ state: 'skipped', note: 'Its schedule was changed.' });
  if (since > graceOf(digest.schedule)) {
    return over({ state: 'failed', note: slot.note ?? 'The app was not there to send it in time.' });
  }
  if (place.kind === 'channel') {
    const sentence = await channels.problem(workspaceId, place.channelId);
    if (sentence !== null) {
      await pauseDigest(parts, digest, { kind: 'not shown there', sentence, at: clock.now() });
      return over({ state: 'failed', note: sentence });
    }
  }
  const composed = await composer.compose(digest, {
    at: slot.dueAt,
    dueAt: slot.dueAt,
    late: lateness(since, slot.attempts),
    stale: byHand || since >= WAIT_FOR_DATA ? 'say so' : 'wait',
  });
  switch (composed.kind) {
    case 'stale': {
      const retryAt = Math.min(clock.now() + LOOK_FOR_DATA_EVERY, slot.dueAt + WAIT_FOR_DATA);
      const names = composed.stale.map(({ name }) => name).join(', ');
      return over({ state: 'waiting', retryAt, note: `Waiting for the data of ${names}.` });
    }
    case 'unanswered':
      return over(await unanswered(parts, digest, composed.answer));
    case 'composed': {
      const { report, reportIds } = composed;
      const isLeftOut = digest.quiet && !byHand && report.worthSaying.length === 0;
      return isLeftOut
        ? over({ state: 'skipped', note: 'Nothing was worth saying.' })
        : { kind: 'ready', report, reportIds };
    }
  }
}

function over(outcome: SlotOutcome): Prepared {
  return { kind: 'over', outcome };
}

async function unanswered(parts: Parts, digest: Digest, answer: Unanswered): Promise<SlotOutcome> {
  const { workspaceId, collectionId } = digest;
  const collections = await parts.store.collections.list(workspaceId);
  if (collectionId === null || collections.some(({ id }) => id === collectionId))
    return { state: 'failed', note: whyUnanswered(answer) };
  await pauseDigest(parts, digest, { kind: 'collection deleted', name: '', at: parts.clock.now() });
  return { state: 'failed', note: 'Its collection was deleted.' };
}

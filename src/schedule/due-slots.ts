import type { DigestSchedule } from '../domain/digest.ts';
import type { Seconds } from '../domain/duration.ts';
import type { Instant } from '../domain/instant.ts';
import { dayAt } from '../domain/zone.ts';
import { MOST_DAYS_BETWEEN_SLOTS, slotOn } from './slot-on.ts';

/**
 * The slots of a schedule that are to be fired now: one at most, the latest.
 *
 * Of several that were missed only the latest is made up for, and only within its grace, so that neither a long outage nor a long
 * pause is followed by a flood. Depends on nothing but its arguments: it may be asked at any rhythm, by a clock that jumps, on a
 * server in any zone.
 *
 * @param lastDone slots up to this instant are over, or were never wanted; one that lies in the future is the work of a clock that
 * was wrong, and says nothing. That no slot fires twice is for the ledger to see to.
 * @param grace how long after it was due a slot is still worth firing
 */
export function dueSlots(
  schedule: DigestSchedule,
  lastDone: Instant | null,
  now: Instant,
  grace: Seconds,
): readonly Instant[] {
  const latest = latestSlot(schedule, now);
  const isOver = lastDone !== null && lastDone <= now && latest <= lastDone;
  return isOver || now - latest > grace ? [] : [latest];
}

/** The last slot up to an instant. */
function latestSlot(schedule: DigestSchedule, until: Instant): Instant {
  const today = dayAt(until, schedule.zone);
  for (let day = today; day >= today - MOST_DAYS_BETWEEN_SLOTS; day--) {
    const slot = slotOn(schedule, day);
    if (slot !== null && slot <= until) return slot;
  }
  throw new RangeError(`No slot of ${JSON.stringify(schedule)} comes before ${until}.`);
}

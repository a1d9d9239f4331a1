import type { DigestSchedule } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import { dayAt } from '../domain/zone.ts';
import { MOST_DAYS_BETWEEN_SLOTS, slotOn } from './slot-on.ts';

/** The first slot of a schedule after an instant. */
export function nextSlot(schedule: DigestSchedule, after: Instant): Instant {
  const today = dayAt(after, schedule.zone);
  for (let day = today; day <= today + MOST_DAYS_BETWEEN_SLOTS; day++) {
    const slot = slotOn(schedule, day);
    if (slot !== null && slot > after) return slot;
  }
  throw new RangeError(`No slot of ${JSON.stringify(schedule)} follows ${after}.`);
}

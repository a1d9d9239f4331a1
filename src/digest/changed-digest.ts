import type { Actor } from '../access/actor.ts';
import { isoDate } from '../domain/calendar.ts';
import type { Digest, DigestSchedule } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import { dayAt } from '../domain/zone.ts';
import { nextSlot } from '../schedule/next-slot.ts';

/** What a form says of a digest, checked. */
export type DigestValues = Pick<Digest, 'place' | 'collectionId' | 'by' | 'quiet' | 'openDays' | 'target'> & {
  readonly schedule: Omit<DigestSchedule, 'anchor'>;
};

/**
 * A digest with new values. It keeps who looks after it; one that the app paused goes on where it is given another place or
 * collection. Slots of before a change of its schedule are not made up for.
 */
export function changedDigest(
  before: Digest | null,
  values: DigestValues,
  { actor, now, id }: { readonly actor: Actor; readonly now: Instant; readonly id: string },
): Digest {
  const { schedule, ...rest } = values;
  const same = (field: 'place' | 'collectionId') =>
    JSON.stringify(before?.[field]) === JSON.stringify(values[field]);
  const isMended =
    before?.paused != null && before.paused.kind !== 'person' && !(same('place') && same('collectionId'));
  const isRescheduled = before === null || !isSameSchedule(before.schedule, schedule);
  return {
    workspaceId: actor.workspaceId,
    id,
    ownerId: actor.userId,
    ownerTeamId: actor.teamId,
    createdAt: now,
    ...before,
    ...rest,
    schedule: isRescheduled ? anchored(schedule, now) : before.schedule,
    paused: isMended ? null : (before?.paused ?? null),
    activeSince: isRescheduled || isMended ? now : before.activeSince,
  };
}

function isSameSchedule({ anchor: _, ...before }: DigestSchedule, after: DigestValues['schedule']): boolean {
  return (
    before.every === after.every &&
    before.weekday === after.weekday &&
    before.hour === after.hour &&
    before.zone === after.zone
  );
}

/** A digest of every two weeks begins with the next of its weekdays. */
function anchored(schedule: DigestValues['schedule'], now: Instant): DigestSchedule {
  const first = nextSlot({ ...schedule, every: 'week', anchor: '1970-01-01' }, now);
  return { ...schedule, anchor: isoDate(dayAt(first, schedule.zone)) };
}

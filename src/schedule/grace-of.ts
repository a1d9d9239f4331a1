import type { DigestSchedule } from '../domain/digest.ts';
import { DAY, HOUR, type Seconds } from '../domain/duration.ts';

/** How long after it was due a slot that was missed is still made up for: shorter than the way to the next one. */
export function graceOf({ every }: Pick<DigestSchedule, 'every'>): Seconds {
  switch (every) {
    case 'week':
      return 72 * HOUR;
    case 'two weeks':
      return 5 * DAY;
    case 'month':
      return 7 * DAY;
  }
}

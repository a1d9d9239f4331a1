import { type Clock, systemClock } from '../../src/domain/clock.ts';
import type { Seconds } from '../../src/domain/duration.ts';
import type { Instant } from '../../src/domain/instant.ts';

/** A clock that goes on as the machine's does, some days ahead of it. */
export interface DemoClock extends Clock {
  /** How far it is ahead of the machine. */
  ahead(): Seconds;
  /** It is that late now. Time does not run backwards: an earlier moment changes nothing. */
  jumpTo(moment: Instant): void;
}

export function demoClock(machine: Clock = systemClock): DemoClock {
  let ahead = 0;
  return {
    now: () => machine.now() + ahead,
    ahead: () => ahead,
    jumpTo(moment) {
      ahead = Math.max(ahead, moment - machine.now());
    },
  };
}

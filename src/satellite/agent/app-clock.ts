import type { Clock } from '../../domain/clock.ts';
import type { Seconds } from '../../domain/duration.ts';
import type { Instant } from '../../domain/instant.ts';

/** The app's time, told by this machine's clock and the difference that the app's last answer showed. */
export interface AppClock extends Clock {
  /** Hears what time it is for the app. */
  learn(now: Instant): void;
  /** This machine's clock minus the app's. */
  skew(): Seconds;
}

/** Differences below this are the way of an answer, not the clocks. */
const NOTHING: Seconds = 2;

export function appClock(own: Clock): AppClock {
  let skew: Seconds = 0;
  return {
    now: () => own.now() - skew,
    learn(now) {
      const difference = own.now() - now;
      skew = Math.abs(difference) < NOTHING ? 0 : difference;
    },
    skew: () => skew,
  };
}

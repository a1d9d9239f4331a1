import type { Clock } from '../../src/domain/clock.ts';
import type { Instant } from '../../src/domain/instant.ts';

/** A clock that stands, so that pictures are the same each time, but where something has to take its time. */
export interface MovableClock extends Clock {
  /** From now on time passes. */
  run(): void;
  /** Stands so many seconds after its beginning. */
  stop(after: number): void;
}

export function movableClock(start: Instant): MovableClock {
  let at = start;
  let running: number | null = null;
  return {
    now: () => (running === null ? at : at + Math.floor((performance.now() - running) / 1000)),
    run() {
      running = performance.now();
    },
    stop(after) {
      running = null;
      at = start + after;
    },
  };
}

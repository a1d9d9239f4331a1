import type { Instant } from '../../domain/instant.ts';
import type { SinkBatch } from '../../sync/sink.ts';
import { CLOCK_TOLERANCE } from '../protocol/limits.ts';
import { IntakeError } from './intake-error.ts';

/** Refuses what says that it happened in our future: coverage of what is not there yet, a run that did not begin. */
export function checkClock({ state, run, rejected = [] }: SinkBatch, now: Instant): void {
  const said = [
    state?.coverage?.completeTo,
    state?.nightlyAt,
    state?.backfill?.startedAt,
    state?.backfill?.finishedAt,
    state?.enrichment?.completeTo,
    state?.severities?.completeTo,
    run?.startedAt,
    ...rejected.map(({ at }) => at),
  ];
  const ahead = Math.max(...said.map((instant) => (instant ?? now) - now), 0);
  if (ahead <= CLOCK_TOLERANCE) return;
  throw new IntakeError('clock_off', `It speaks of a time ${ahead} seconds ahead of the app’s clock.`, {
    next: 'Set the clock of the satellite’s machine (or of PagerDuty’s, on premises) by NTP. Nothing was stored.',
  });
}

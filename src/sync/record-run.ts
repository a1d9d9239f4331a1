import type { Clock } from '../domain/clock.ts';
import type { SyncRun } from '../domain/sync-run.ts';
import type { Log } from '../log.ts';
import type { PagerDutyClient } from '../pagerduty/client.ts';
import { failureOf } from './failure.ts';
import type { SyncSink } from './sink.ts';
import { newTally, type Tally } from './tally.ts';

export interface Recording {
  readonly client: PagerDutyClient;
  readonly sink: SyncSink;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/**
 * Does one run and writes it into the ingestion log, however it ends. Never throws for what the work throws: the
 * returned run tells. Only a store that cannot even keep the log makes it throw.
 */
export async function recordRun(
  kind: SyncRun['kind'],
  { client, sink, clock, newId, log, signal }: Recording,
  work: (tally: Tally) => Promise<void>,
): Promise<SyncRun> {
  const startedAt = clock.now();
  const before = client.counts();
  const tally = newTally();
  let outcome: Pick<SyncRun, 'outcome' | 'failure'> = { outcome: 'succeeded', failure: null };
  try {
    signal.throwIfAborted();
    await work(tally);
  } catch (error) {
    outcome = signal.aborted
      ? { outcome: 'stopped', failure: null }
      : { outcome: 'failed', failure: failureOf(error) };
    if (!signal.aborted) log.warn({ err: error, kind }, 'A sync run failed.');
  }
  const after = client.counts();
  const run: SyncRun = {
    id: newId(),
    kind,
    startedAt,
    duration: clock.now() - startedAt,
    ...outcome,
    stored: tally.stored,
    rejected: tally.rejected,
    requests: after.requests - before.requests,
    retries: after.retries - before.retries,
  };
  await sink.commit({ run });
  return run;
}

import { valueAt } from './coded-column.ts';
import type { Seconds } from './duration.ts';
import type { Instant } from './instant.ts';
import type { Population } from './population.ts';
import type { Phases } from './report.ts';
import { mean } from './statistics/mean.ts';
import { median } from './statistics/median.ts';
import { total } from './statistics/total.ts';

/**
 * How long the counted incidents waited for their first acknowledgement, and how long fixing took from there. An incident
 * that was acknowledged only after its end was not waited for: it counts as never acknowledged.
 *
 * @param population of recoveries
 * @returns `null` where no log entries are ingested, or nothing was acknowledged
 */
export function phasesOf({ table, rows }: Population): Phases | null {
  const { acknowledgedAt, createdAt, resolvedAt, responders } = table;
  const waiting = new Uint32Array(rows.length);
  const fixing = new Uint32Array(rows.length);
  let n = 0;
  let known = 0;
  for (const row of rows) {
    const at = acknowledgedAt[row] as Instant;
    if (at !== 0 || valueAt(responders, row) !== null) known++;
    const begin = createdAt[row] as Instant;
    const end = resolvedAt[row] as Instant;
    if (at < begin || at > end) continue;
    waiting[n] = at - begin;
    fixing[n++] = end - at;
  }
  if (n === 0) return null;
  const phase = (durations: Uint32Array) => ({
    // Neither is null for n > 0.
    mean: mean(total(durations), n) as Seconds,
    median: median(durations.sort()) as Seconds,
  });
  return {
    n,
    neverAcknowledged: known - n,
    share: known / rows.length,
    waiting: phase(waiting.subarray(0, n)),
    fixing: phase(fixing.subarray(0, n)),
  };
}

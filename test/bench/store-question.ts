import { setImmediate } from 'node:timers/promises';
import { WEEK } from '../../src/domain/duration.ts';
import type { IncidentTable } from '../../src/domain/incident-table.ts';
import { sortedWithOrder } from '../../src/domain/sorted-order.ts';
import { recoveryStatistics } from '../../src/domain/statistics/recovery-statistics.ts';
import type { Store } from '../../src/store/store.ts';
import { percentile } from './bench.ts';
import { BENCH_WORKSPACE } from './population.ts';

/** 2026-10-31T12:00:00Z */
export const NOW = 1_793_448_000;

/** p99, in milliseconds, of asking for number, mean, median and p90 of all and by group. Of one round: that round. */
export async function question(
  store: Store,
  start: number,
  by: 'service' | 'week',
  rounds = 60,
): Promise<number> {
  const samples: number[] = [];
  for (let round = rounds === 1 ? 0 : -15; round < rounds; round++) {
    await setImmediate();
    const began = performance.now();
    const table = await store.incidents.window(BENCH_WORKSPACE, {
      integrationIds: null,
      track: 'resolved',
      span: { start, end: NOW },
    });
    const groups = by === 'service' ? table.service.values.length : Math.ceil((NOW - start) / WEEK);
    const groupOf = by === 'service' ? table.service.codes : weeksOf(table, start);
    const counted = countedOf(table, groupOf);
    const statistics = [
      recoveryStatistics(counted.recovery),
      ...byGroup(counted, groups).map(recoveryStatistics),
    ];
    if (round >= 0) samples.push(performance.now() - began);
    if (statistics[0]?.n !== counted.recovery.length) throw new Error('nothing was counted');
  }
  return percentile(samples, 0.99);
}

/** The week since the start in which each incident was resolved. Row after row: memory is read from front to back. */
function weeksOf({ length, resolvedAt }: IncidentTable, start: number): Uint32Array {
  const weeks = new Uint32Array(length);
  for (let row = 0; row < length; row++) weeks[row] = ((resolvedAt[row] as number) - start) / WEEK; // within the length
  return weeks;
}

interface Counted {
  /** Ascending. */
  readonly recovery: Uint32Array;
  /** In the same order. */
  readonly groups: Uint32Array;
}

/** Recovery times of what was resolved and not merged, with the group of each. */
function countedOf({ length, createdAt, resolvedAt, ending }: IncidentTable, groupOf: Uint32Array): Counted {
  const merged = ending.values.indexOf('merge');
  const recovery = new Uint32Array(length);
  const groups = new Uint32Array(length);
  let n = 0;
  for (let row = 0; row < length; row++) {
    const created = createdAt[row] as number; // within the length, as all below
    const resolved = resolvedAt[row] as number;
    if (resolved < created || ending.codes[row] === merged) continue;
    groups[n] = groupOf[row] as number;
    recovery[n++] = resolved - created;
  }
  const { values, order } = sortedWithOrder(recovery.subarray(0, n));
  const ordered = new Uint32Array(n);
  for (let at = 0; at < n; at++) ordered[at] = groups[order[at] as number] as number; // within both
  return { recovery: values, groups: ordered };
}

/** What was sorted stays sorted in each group. */
function byGroup({ recovery, groups }: Counted, count: number): Uint32Array[] {
  const ends = new Uint32Array(count + 1);
  for (let at = 0; at < groups.length; at++) (ends[(groups[at] as number) + 1] as number)++;
  for (let group = 1; group <= count; group++)
    ends[group] = (ends[group] as number) + (ends[group - 1] as number);
  const starts = ends.slice(0, count);
  const sorted = new Uint32Array(groups.length);
  const filled = starts.slice();
  for (let at = 0; at < groups.length; at++) {
    sorted[(filled[groups[at] as number] as number)++] = recovery[at] as number;
  }
  return Array.from(starts, (from, group) => sorted.subarray(from, ends[group + 1]));
}

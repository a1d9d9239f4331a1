import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { DAY, WEEK } from '../../src/domain/duration.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { IncidentTable } from '../../src/domain/incident-table.ts';
import { sortedWithOrder } from '../../src/domain/sorted-order.ts';
import { recoveryStatistics } from '../../src/domain/statistics/recovery-statistics.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Store } from '../../src/store/store.ts';
import { percentile } from './bench.ts';
import { BENCH_WORKSPACE, fill } from './population.ts';
import { enriched } from './store-population.ts';

/** What one process measured of a store of one size. Milliseconds and megabytes. */
export interface StoreMeasures {
  readonly blocked: number;
  readonly durable: number;
  readonly open: number;
  readonly monthByService: number;
  readonly allByWeek: number;
  /** The longest block of the event loop while all those commits are compacted. */
  readonly compaction: number;
  readonly memory: number;
}

const INTEGRATION = 'bench';
const NOW = 1_793_448_000;

/** Fills a store and leaves a day of syncing in its journal: every ten minutes twenty changed incidents. */
async function prepare(dataDir: string, size: number): Promise<void> {
  const store = await openJsonStore({ dataDir, compactAt: Number.POSITIVE_INFINITY });
  await fill(store, 0, NOW);
  let batch: Incident[] = [];
  for (const incident of enriched(size, NOW, INTEGRATION)) {
    if (batch.push(incident) < 5000) continue;
    await store.sync.commit(BENCH_WORKSPACE, INTEGRATION, { incidents: batch });
    batch = [];
  }
  await store.sync.commit(BENCH_WORKSPACE, INTEGRATION, { incidents: batch });
  await store.compact();
  const recent = await newest(store, 3000);
  for (let run = 0; run < 144; run++) {
    await store.sync.commit(BENCH_WORKSPACE, INTEGRATION, { incidents: changed(recent, run * 20, 20, run) });
  }
  await store.close();
}

async function newest(store: Store, count: number): Promise<readonly Incident[]> {
  const span = { start: NOW - 60 * DAY, end: NOW };
  const table = await store.incidents.window(BENCH_WORKSPACE, {
    integrationIds: null,
    track: 'created',
    span,
  });
  const step = Math.max(1, Math.floor(table.length / count));
  const ids = Array.from({ length: Math.min(count, table.length) }, (_, at) => table.id(at * step));
  return store.incidents.get(BENCH_WORKSPACE, INTEGRATION, ids);
}

/** Some incidents as a later reading finds them. */
function changed(known: readonly Incident[], from: number, count: number, round: number): Incident[] {
  return Array.from({ length: Math.min(count, known.length) }, (_, at) => {
    const incident = known[(from + at) % known.length] as Incident; // within the list
    return { ...incident, title: `${incident.title} (${round})`, updatedAt: incident.updatedAt + round + 1 };
  });
}

/** Memory of an open store that was asked both questions, above a process that has done the same with an empty one. */
async function memory(dataDir: string): Promise<number> {
  const asked = async (store: Store) => {
    await question(store, NOW - 30 * DAY, 'service', 1);
    await question(store, NOW - 366 * DAY, 'week', 1);
  };
  const settled = async () => {
    globalThis.gc?.();
    await setTimeout(300); // what is free is given back behind the collection
    globalThis.gc?.();
    return process.memoryUsage().rss / 2 ** 20;
  };
  const small = await openJsonStore({ dataDir: `${dataDir}-small` });
  await fill(small, 2000, NOW);
  await asked(small);
  await small.close();
  const idle = await settled();
  const store = await openJsonStore({ dataDir });
  await asked(store);
  const open = await settled();
  await store.close();
  return open - idle;
}

async function measure(dataDir: string): Promise<Omit<StoreMeasures, 'memory'>> {
  const began = performance.now();
  const store = await openJsonStore({ dataDir });
  const open = performance.now() - began;
  const monthByService = await question(store, NOW - 30 * DAY, 'service');
  const allByWeek = await question(store, NOW - 366 * DAY, 'week');

  const recent = await newest(store, 5000);
  const blocked: number[] = [];
  const durable: number[] = [];
  for (let round = -10; round < 30; round++) {
    const incidents = changed(recent, (round + 10) * 500, 500, round + 1000);
    await setTimeout(20);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await setTimeout(3);
    const start = performance.now();
    await store.sync.commit(BENCH_WORKSPACE, INTEGRATION, { incidents });
    const end = performance.now();
    await setTimeout(3);
    delay.disable();
    if (round < 0) continue;
    durable.push(end - start);
    blocked.push(delay.max / 1e6);
  }
  const compacting = monitorEventLoopDelay({ resolution: 1 });
  compacting.enable();
  await setTimeout(3);
  await store.compact();
  await setTimeout(3);
  compacting.disable();
  await store.close();
  if (process.env.VERBOSE)
    console.error(
      'durable',
      durable.map((x) => x.toFixed(0)).join(' '),
      'blocked',
      blocked.map((x) => x.toFixed(0)).join(' '),
    );
  const shown = (samples: number[]) => percentile(samples, 0.95);
  return {
    blocked: shown(blocked),
    durable: shown(durable),
    open,
    monthByService,
    allByWeek,
    compaction: compacting.max / 1e6,
  };
}

/** p99 of number, mean, median and p90 of all and by group. */
async function question(store: Store, start: number, by: 'service' | 'week', rounds = 60): Promise<number> {
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

const [task, dataDir = '', size = '0'] = process.argv.slice(2);
if (task === 'prepare') await prepare(dataDir, Number(size));
if (task === 'measure') console.log(JSON.stringify(await measure(dataDir)));
if (task === 'memory') console.log(JSON.stringify({ memory: await memory(dataDir) }));

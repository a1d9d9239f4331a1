import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { DAY } from '../../src/domain/duration.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Store } from '../../src/store/store.ts';
import { percentile } from './bench.ts';
import { BENCH_WORKSPACE, fill } from './population.ts';
import { enriched } from './store-population.ts';
import { NOW, question } from './store-question.ts';

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

const [task, dataDir = '', size = '0'] = process.argv.slice(2);
if (task === 'prepare') await prepare(dataDir, Number(size));
if (task === 'measure') console.log(JSON.stringify(await measure(dataDir)));
if (task === 'memory') console.log(JSON.stringify({ memory: await memory(dataDir) }));

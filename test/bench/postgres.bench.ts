import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { DAY } from '../../src/domain/duration.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { openPostgresStore } from '../../src/store/postgres/open-postgres-store.ts';
import type { Store } from '../../src/store/store.ts';
import { startPostgres } from '../simulators/postgres.ts';
import { type Bench, type Figure, percentile, table } from './bench.ts';
import { BENCH_WORKSPACE, fill } from './population.ts';
import { enriched } from './store-population.ts';
import { NOW, question } from './store-question.ts';

interface Measures {
  /** Seconds. */
  readonly load: number;
  /** Milliseconds, as all below. */
  readonly repeated: number;
  readonly monthByService: number;
  readonly allByWeek: number;
}

const INTEGRATION = 'bench';
const LOADED_AT_ONCE = 5000;
const REPEATED = 40_000;
const ROUNDS = 5;
/** As a small server is set up; what is committed is synced to the disk. */
const SETTINGS = { shared_buffers: '256MB', max_wal_size: '4GB' };

/** PostgreSQL, with the store of files beside it. */
export async function benchPostgres(size = 1_000_000): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sei-bench-postgres-'));
  const postgres = await startPostgres({ settings: SETTINGS });
  const superuser = new Client({ connectionString: postgres.superuserUrl });
  await superuser.connect();
  try {
    const beside = await measuredFiles(folder, size);
    const store = await openPostgresStore({ url: postgres.url });
    const before = { size: 0, dead: 0 };
    const own = await measured(
      store,
      size,
      async () => {
        await superuser.query('vacuum (analyze)');
        Object.assign(before, await bloatOf(superuser));
      },
      async () => {
        const after = await bloatOf(superuser);
        Object.assign(before, { size: after.size - before.size, dead: after.dead - before.dead });
      },
    );
    await store.close();
    const reference = (value: number) => ({ reference: { name: 'files', value } });
    const name = size.toLocaleString('en-US');
    return [
      {
        measure: `${name}: first load`,
        value: own.load,
        unit: 's',
        reach: 60,
        ...reference(beside.load),
      },
      {
        measure: 'repeated upsert of 40,000 unchanged, worst of 5',
        value: own.repeated,
        unit: 'ms',
        reach: 500,
        ...reference(beside.repeated),
      },
      { measure: 'rows left dead by them', value: before.dead, unit: '', reach: 0 },
      { measure: 'tables and indexes grown by them', value: before.size / 2 ** 20, unit: 'MB', reach: 0 },
      {
        measure: 'question: 30 days by service, p99',
        value: own.monthByService,
        unit: 'ms',
        reach: 100,
        ...reference(beside.monthByService),
      },
      {
        measure: 'question: all time by week, worst of 5',
        value: own.allByWeek,
        unit: 'ms',
        reach: 1500,
        ...reference(beside.allByWeek),
      },
      { measure: 'on disk', value: (await bloatOf(superuser)).size / 2 ** 20, unit: 'MB' },
    ];
  } finally {
    await superuser.end();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Closed and forgotten before the other is measured: no app has both in its memory. */
async function measuredFiles(dataDir: string, size: number): Promise<Measures> {
  const files = await openJsonStore({ dataDir });
  try {
    return await measured(files, size, () => files.compact());
  } finally {
    await files.close();
  }
}

async function measured(
  store: Store,
  size: number,
  settle: () => Promise<void>,
  repeatedTwice = async () => {},
): Promise<Measures> {
  return {
    ...(await writing(store, size, settle, repeatedTwice)),
    monthByService: await question(store, NOW - 30 * DAY, 'service'),
    allByWeek: percentile(await allTime(store), 1),
  };
}

/** What was written is forgotten with the end of this: nobody who asks has it in memory. */
async function writing(
  store: Store,
  size: number,
  settle: () => Promise<void>,
  repeatedTwice: () => Promise<void>,
): Promise<Pick<Measures, 'load' | 'repeated'>> {
  await fill(store, 0, NOW);
  const commit = (incidents: readonly Incident[]) =>
    store.sync.commit(BENCH_WORKSPACE, INTEGRATION, { incidents });
  let batch: Incident[] = [];
  let sample: Incident[] = [];
  let load = 0;
  const flush = async () => {
    const began = performance.now();
    await commit(batch);
    load += performance.now() - began;
    sample = [...sample, ...batch].slice(-REPEATED);
    batch = [];
  };
  for (const incident of enriched(size, NOW, INTEGRATION))
    if (batch.push(incident) === LOADED_AT_ONCE) await flush();
  await flush();
  await settle();
  const repeated: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    const { inserted, updated } = await commit(sample);
    repeated.push(performance.now() - began);
    if (inserted + updated > 0) throw new Error('Something of what is unchanged was written.');
  }
  await repeatedTwice();
  return { load: load / 1000, repeated: Math.max(...repeated) };
}

async function allTime(store: Store): Promise<number[]> {
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    samples.push(await question(store, NOW - 366 * DAY, 'week', 1));
  return samples;
}

async function bloatOf(superuser: Client): Promise<{ size: number; dead: number }> {
  await superuser.query('select pg_stat_force_next_flush()');
  const { rows } = await superuser.query<{ size: string; dead: string }>(
    `select sum(pg_total_relation_size(relid)) as size, sum(n_dead_tup) as dead from pg_stat_user_tables
     where relname in ('incidents', 'incident_details', 'incident_versions', 'coded_values')`,
  );
  return { size: Number(rows[0]?.size), dead: Number(rows[0]?.dead) };
}

export const postgresBench: Bench = {
  name: 'the store in PostgreSQL, beside the store of files',
  run: () => benchPostgres(),
};

if (import.meta.main) console.log(table(await benchPostgres(Number(process.argv[2] ?? 1_000_000))));

import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Bench, type Figure, table } from './bench.ts';
import type { StoreMeasures } from './store-child.ts';
import type { LowdbMeasures } from './store-lowdb.ts';

const CHILD = join(import.meta.dirname, 'store-child.ts');
const LOWDB = join(import.meta.dirname, 'store-lowdb.ts');
/** lowdb takes the whole file as one string: it becomes slow at some hundred thousand and fails below a million. */
const LOWDB_UP_TO = 100_000;

/** Each size is measured so often and the least of each figure is taken: what else the machine does only adds to it. */
const RUNS = 3;

type Reaches = Readonly<Record<keyof StoreMeasures, number>>;

/** What is to be reached up to a number of incidents. Milliseconds and megabytes. */
const REACHES: readonly { readonly upTo: number; readonly reaches: Reaches }[] = [
  {
    upTo: 100_000,
    reaches: {
      blocked: 10,
      durable: 15,
      open: 100,
      monthByService: 5,
      allByWeek: 20,
      compaction: 20,
      memory: 60,
    },
  },
  {
    upTo: 500_000,
    reaches: {
      blocked: 10,
      durable: 15,
      open: 300,
      monthByService: 15,
      allByWeek: 80,
      compaction: 20,
      memory: 180,
    },
  },
  {
    upTo: 1e9,
    reaches: {
      blocked: 10,
      durable: 15,
      open: 600,
      monthByService: 30,
      allByWeek: 150,
      compaction: 20,
      memory: 350,
    },
  },
];

const NAMES: Record<keyof StoreMeasures, string> = {
  blocked: 'commit of 500 changed incidents over two months, event loop blocked, p95',
  durable: 'the same, until durable, p95',
  open: 'store open, with the journal of one day',
  monthByService: 'question: 30 days by service, p99',
  allByWeek: 'question: all time by week, p99',
  compaction: 'compaction in the background, event loop blocked at most',
  memory: 'memory, above the same with an empty store',
};

/** The store of files by size, each size in processes of its own, with lowdb as it comes beside it. */
export async function benchStore({
  sizes = [100_000, 500_000, 1_000_000],
}: {
  sizes?: number[];
} = {}): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sei-bench-store-'));
  const figures: Figure[] = [];
  try {
    for (const size of sizes) {
      const dataDir = join(folder, 'data');
      await runChild(CHILD, 'prepare', dataDir, String(size));
      const runs: StoreMeasures[] = [];
      for (let run = 0; run < RUNS; run++) {
        const copy = join(folder, 'copy');
        await cp(dataDir, copy, { recursive: true });
        const memory = JSON.parse(await runChild(CHILD, 'memory', copy));
        runs.push({ ...JSON.parse(await runChild(CHILD, 'measure', copy)), ...memory });
        await rm(copy, { recursive: true });
        await rm(`${copy}-small`, { recursive: true });
      }
      const measured = leastOf(runs);
      await rm(dataDir, { recursive: true });
      const lowdb =
        size <= LOWDB_UP_TO
          ? (JSON.parse(await runChild(LOWDB, join(folder, 'lowdb.json'), String(size))) as LowdbMeasures) // as above
          : null;
      figures.push(...figuresOf(size, measured, lowdb));
    }
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function leastOf(runs: readonly StoreMeasures[]): StoreMeasures {
  const names = Object.keys(NAMES) as (keyof StoreMeasures)[]; // the keys of that very record
  const entries = names.map((name) => [name, Math.min(...runs.map((run) => run[name]))]);
  return Object.fromEntries(entries);
}

function figuresOf(size: number, measured: StoreMeasures, lowdb: LowdbMeasures | null): Figure[] {
  const reaches = (REACHES.find(({ upTo }) => size <= upTo) ?? REACHES[2])?.reaches;
  // The keys of that very record.
  return (Object.keys(NAMES) as (keyof StoreMeasures)[]).map((name) => {
    const reference = lowdb && name in lowdb ? lowdb[name as keyof LowdbMeasures] : null;
    return {
      measure: `${size.toLocaleString('en-US')}: ${NAMES[name]}`,
      value: measured[name],
      unit: name === 'memory' ? 'MB' : 'ms',
      ...(reaches && { reach: reaches[name] }),
      ...(reference !== null && { reference: { name: 'plain lowdb', value: reference } }),
    };
  });
}

async function runChild(script: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, ...args], {
    maxBuffer: 1 << 20,
  });
  return stdout;
}

export const storeBench: Bench = { name: 'the store of files, beside plain lowdb', run: () => benchStore() };

if (import.meta.main) {
  const sizes = process.argv.slice(2).map(Number);
  console.log(table(await benchStore(sizes.length > 0 ? { sizes } : {})));
}

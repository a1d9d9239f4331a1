import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createComposer } from '../../src/digest/create-composer.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Store } from '../../src/store/store.ts';
import { instant } from '../fixtures/incident.ts';
import { digest } from '../store/records.ts';
import { type Bench, type Figure, percentile } from './bench.ts';
import type { Seen } from './counting-slack.ts';
import type { Delivered } from './digests-child.ts';
import { BENCH_WORKSPACE, fill } from './population.ts';
import { seeAll } from './see-all.ts';
import { longestHold, processorTime } from './watched-pace.ts';

/** Monday, 09:00 in Berlin. */
const DUE = instant('2026-11-23T08:00Z');
const WORKSPACES = 1_000;
const DIGESTS_EACH = 3;
const INCIDENTS_EACH = 100;
const LARGE = 100_000;
const ROUNDS = 30;

/** One digest over a large store, and thousands that are due in the same minute. */
export const digestsBench: Bench = {
  name: 'one digest over 100,000 incidents; then 3,000 due in the same minute over 1,000 workspaces, one process',
  run: async () => [...(await inFolder(composing)), ...(await inFolder(delivering))],
};

async function inFolder(work: (dataDir: string) => Promise<readonly Figure[]>): Promise<readonly Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sei-bench-'));
  try {
    return await work(dataDir);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function composing(dataDir: string): Promise<readonly Figure[]> {
  const clock = { now: () => DUE + 60 };
  const store = await openJsonStore({ dataDir, clock });
  try {
    await fill(store, LARGE, DUE);
    const figures: Figure[] = [];
    for (const every of ['week', 'month'] as const) {
      const own = digest({ workspaceId: BENCH_WORKSPACE, schedule: { ...digest().schedule, every } });
      const took: number[] = [];
      const holds: number[] = [];
      for (let round = -10; round < ROUNDS; round++) {
        const occasion = { at: DUE, dueAt: DUE, late: 0, stale: 'say so' } as const;
        // A composer remembers: a new one each time.
        const compose = () => composerOver(store, clock).compose(own, occasion);
        const time = await processorTime(compose);
        const hold = await longestHold(compose);
        if (round < 0) continue;
        took.push(time);
        holds.push(hold);
      }
      figures.push(
        {
          measure: `composing one, every ${every}, least`,
          value: Math.min(...took),
          unit: 'ms',
          // A month is an answer over four times as many incidents.
          ...(every === 'week' && { reach: 50 }),
        },
        { measure: `composing one, every ${every}, median`, value: percentile(took, 0.5), unit: 'ms' },
        {
          measure: `longest it holds others up, every ${every}, median`,
          value: percentile(holds, 0.5),
          unit: 'ms',
          reach: 20,
        },
      );
    }
    return figures;
  } finally {
    await store.close();
  }
}

function composerOver(store: Store, clock: { now(): Instant }) {
  return createComposer({
    store,
    slots: store.slots,
    sight: { view: seeAll(store) },
    access: { standing: async () => 'viewer' },
    clock,
  });
}

async function delivering(dataDir: string): Promise<readonly Figure[]> {
  await prepare(dataDir);
  const slack = fork(resolve(import.meta.dirname, 'counting-slack.ts'));
  try {
    const port = await heardFrom<number>(slack);
    const url = `http://127.0.0.1:${port}/api/`;
    // As package.json starts the app.
    const execArgv = ['--max-semi-space-size=4'];
    const script = resolve(import.meta.dirname, 'digests-child.ts');
    const child = fork(script, [dataDir, url, String(DUE)], { execArgv });
    const { seconds, peakMegabytes, states } = await heardFrom<Delivered>(child);
    slack.send('tell');
    const seen = await heardFrom<Seen>(slack);
    const digests = WORKSPACES * DIGESTS_EACH;
    return [
      { measure: 'digests that are due', value: digests, unit: '' },
      { measure: 'lost', value: digests - seen.messages, unit: '', reach: 0 },
      { measure: 'posted twice', value: seen.twice, unit: '', reach: 0 },
      { measure: 'slots that are not done', value: digests - (states.done ?? 0), unit: '', reach: 0 },
      { measure: 'until the last one', value: seconds, unit: 's', reach: 600 },
      { measure: 'memory, at most', value: peakMegabytes, unit: 'MB', reach: 400 },
      { measure: 'least time between two posts in a channel', value: seen.closest / 1_000, unit: 's' },
      {
        measure: 'a second less that time',
        value: Math.max(0, 1 - seen.closest / 1_000),
        unit: 's',
        reach: 0,
      },
      { measure: 'posts of one workspace within a minute', value: seen.mostInMinute, unit: '', reach: 240 },
      { measure: 'posts of one workspace within a second', value: seen.mostInSecond, unit: '' },
      { measure: 'replies with details', value: seen.replies, unit: '' },
    ];
  } finally {
    slack.kill();
  }
}

async function heardFrom<Said>(child: ChildProcess): Promise<Said> {
  const [said] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`A process of the bench ended with ${code}.`);
    }),
  ]);
  return said as Said; // each of the two says one kind of thing
}

async function prepare(dataDir: string): Promise<void> {
  const store = await openJsonStore({ dataDir });
  for (let index = 0; index < WORKSPACES; index++) {
    const workspaceId = `T${String(index).padStart(9, '0')}`;
    await fill(store, INCIDENTS_EACH, DUE, workspaceId);
    for (let each = 0; each < DIGESTS_EACH; each++) {
      const place = { kind: 'channel', channelId: `C${index}-${each}` } as const;
      await store.digests.save(digest({ workspaceId, id: `d${each}`, place, activeSince: DUE - 1 }));
    }
  }
  await store.close();
}

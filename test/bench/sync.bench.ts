import { setTimeout } from 'node:timers/promises';
import { DAY, MINUTE } from '../../src/domain/duration.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { instantOf } from '../../src/domain/instant.ts';
import { type ForkedPagerDuty, forkPagerDuty } from '../simulators/pagerduty/fork.ts';
import type { Bench, Figure } from './bench.ts';
import { completeness, createdSince, type Peer, pdjs, serialPager } from './peers.ts';
import { INTEGRATION, startSync, storedIds, WORKSPACE } from './sync-app.ts';

const INCIDENTS = 50_000;
const DAYS = 180;
const LATENCY = 60;
/** The fewest requests that can bring so many incidents. */
const FLOOR = Math.ceil(INCIDENTS / 100);

type App = Awaited<ReturnType<typeof startSync>>;

/**
 * A first sync of 50,000 incidents in 180 days at 60 ms latency, beside others on the same simulator; then what log
 * entries tell of them, and a run after each kind of change. The simulator runs in a process of its own.
 */
export const syncBench: Bench = {
  name: `a first sync of ${INCIDENTS} incidents in ${DAYS} days at ${LATENCY} ms latency, and the run after it`,
  run: async () => {
    const pagerduty = await forkPagerDuty({
      incidents: INCIDENTS,
      months: DAYS / 30,
      latency: LATENCY,
      // 500 requests in a few seconds are within PagerDuty's own 960 a minute; several collectors on end are not.
      ratePerMinute: 100_000,
      basePath: '/pagerduty.com',
    });
    const app = await startSync(pagerduty, { backfillDays: DAYS });
    try {
      // The others first: the simulator makes most of its answers when they are asked for the first time.
      const theirs = await others(pagerduty);
      const ours = await firstSync(app, pagerduty);
      return [...ours, ...theirs, ...(await behind(app, pagerduty)), ...(await changes(app, pagerduty))];
    } finally {
      await app.stop();
      await pagerduty.stop();
    }
  },
};

async function firstSync(app: App, pagerduty: ForkedPagerDuty): Promise<Figure[]> {
  const seconds = await app.run('backfill');
  const { runs, coverage } = await app.sync.status(WORKSPACE, INTEGRATION);
  const requests = runs.find(({ kind }) => kind === 'backfill')?.requests ?? Number.NaN;
  const truth = await pagerduty.ask('truth', INTEGRATION, false);
  const due = truth.filter(({ createdAt }) => createdAt >= (coverage?.coveredFrom ?? 0));
  return [
    { measure: 'requests, with services, users, teams', value: requests, unit: 'requests', reach: 510 },
    { measure: `requests, to the floor of ${FLOOR}`, value: requests / FLOOR, unit: '×' },
    { measure: 'time', value: seconds, unit: 's', reach: 10 },
    { measure: 'incidents missing or wrong', value: await wrong(app, due, main), unit: '', reach: 0 },
  ];
}

async function others(pagerduty: ForkedPagerDuty): Promise<Figure[]> {
  const ids = (await pagerduty.ask('truth', INTEGRATION, false)).map(({ id }) => id);
  const now = instantOf(new Date());
  const collect = async (name: string, peer: Peer): Promise<Figure[]> => {
    await pagerduty.ask('forget');
    const began = performance.now();
    const rows = await peer(pagerduty, { start: now - (DAYS + 1) * DAY, end: now });
    const seconds = (performance.now() - began) / 1000;
    const requests = (await pagerduty.ask('requests')).length;
    return [
      { measure: `${name}: requests`, value: requests, unit: 'requests' },
      { measure: `${name}: time`, value: seconds, unit: 's' },
      { measure: `${name}: completeness`, value: completeness(rows, ids), unit: '%' },
      { measure: `${name}: rows that are undefined`, value: rows.filter((row) => !row).length, unit: '' },
    ];
  };
  const official = await collect('@pagerduty/pdjs', pdjs);
  const serial = await collect('serial pager', serialPager);
  return [...official, ...serial.slice(0, 3)];
}

/** What log entries tell of history, read behind the main data. */
async function behind(app: App, pagerduty: ForkedPagerDuty): Promise<Figure[]> {
  const began = performance.now();
  await app.sync.idle();
  const seconds = (performance.now() - began) / 1000;
  const { runs } = await app.sync.status(WORKSPACE, INTEGRATION);
  const requests = runs
    .filter(({ kind }) => kind === 'enrichment')
    .reduce((sum, run) => sum + run.requests, 0);
  const truth = await pagerduty.ask('truth', INTEGRATION, true);
  return [
    { measure: 'log entries of history: requests', value: requests, unit: 'requests' },
    { measure: 'log entries of history: time', value: seconds, unit: 's' },
    {
      measure: 'acknowledgements, responders, reopenings missing or wrong',
      value: await wrong(app, truth, enriched),
      unit: '',
      reach: 0,
    },
  ];
}

/** The seven kinds of change, each on an incident of its own; then one run. */
async function changes(app: App, pagerduty: ForkedPagerDuty): Promise<Figure[]> {
  const before = await pagerduty.ask('truth', INTEGRATION, true);
  const open = before.filter(({ resolvedAt }) => resolvedAt === null).map(({ id }) => id);
  const ended = before
    .filter(({ ending, service }) => ending === 'person' && service?.name === 'search')
    .map(({ id }) => id);
  const [resolved, merged] = [open[0] ?? '', open[1] ?? ''];
  const [reopened, raised, moved] = [ended[0] ?? '', ended[1] ?? '', ended[2] ?? ''];
  const since = instantOf(new Date());
  await pagerduty.ask('resolve', resolved);
  await pagerduty.ask('reopen', reopened);
  await pagerduty.ask('reprioritise', raised, null);
  await pagerduty.ask('move', moved, 'ledger');
  await pagerduty.ask('merge', merged, resolved);
  const created = await pagerduty.ask('create', { createdAt: since });
  await pagerduty.ask('deleteService', 'reporting');

  // A run reads up to the second in which it begins.
  await setTimeout(1_100);
  await pagerduty.ask('forget');
  const seconds = await app.run('changes');
  const requests = (await pagerduty.ask('requests')).length;
  const changed = new Set([resolved, reopened, raised, moved, merged, created]);
  const truth = (await pagerduty.ask('truth', INTEGRATION, true)).filter(({ id }) => changed.has(id));
  const { services } = await app.store.incidents.directory(WORKSPACE, INTEGRATION);
  const kept = services.find(({ name }) => name === 'reporting')?.deletedAt == null ? 1 : 0;

  // What a collector sees that asks for what was created since: all that a list by creation offers.
  const rows = await createdSince(pagerduty, { start: since - 10 * MINUTE, end: since + MINUTE });
  await pagerduty.ask('forget');
  await app.run('changes');
  const quiet = (await pagerduty.ask('requests')).length;
  return [
    {
      measure: 'changes of 7 kinds that the next run missed',
      value: (await wrong(app, truth, enriched)) + kept,
      unit: '',
      reach: 0,
      reference: {
        name: 'asking for what is new',
        value: 7 - Math.round((completeness(rows, [...changed]) / 100) * changed.size),
      },
    },
    { measure: 'that run: requests', value: requests, unit: 'requests' },
    { measure: 'that run: time', value: seconds, unit: 's' },
    { measure: 'a quiet run: requests', value: quiet, unit: 'requests', reach: 4 },
  ];
}

/** How many incidents the store lacks or holds otherwise, and how many it holds of which nobody knows. */
async function wrong(
  app: App,
  truth: readonly Incident[],
  of: (incident: Incident) => unknown,
): Promise<number> {
  const ids = truth.map(({ id }) => id);
  const stored = new Set(
    (await app.store.incidents.get(WORKSPACE, INTEGRATION, ids)).map((incident) =>
      JSON.stringify(of(incident)),
    ),
  );
  const all = await storedIds(app.store);
  return (
    truth.filter((incident) => !stored.has(JSON.stringify(of(incident)))).length +
    all.length -
    new Set(all).size
  );
}

/** Every field in one order; without what only log entries and alerts tell. */
function main(incident: Incident): unknown {
  return enriched({ ...incident, enrichment: null });
}

function enriched(incident: Incident): unknown {
  const fields = Object.entries({ ...incident, severities: null });
  return fields.sort(([one], [other]) => (one < other ? -1 : 1));
}

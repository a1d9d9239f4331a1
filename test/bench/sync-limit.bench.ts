import { DAY } from '../../src/domain/duration.ts';
import { instantOf } from '../../src/domain/instant.ts';
import { type ForkedPagerDuty, forkPagerDuty } from '../simulators/pagerduty/fork.ts';
import type { Bench } from './bench.ts';
import { serialPager } from './peers.ts';
import { INTEGRATION, startSync, WORKSPACE } from './sync-app.ts';

const INCIDENTS = 20_000;
const LIMIT = 120;
const LATENCY = 60;
const AT_ONCE = 4;
const MINUTE = 60_000;

const simulated = () =>
  forkPagerDuty({ incidents: INCIDENTS, months: 6, latency: LATENCY, ratePerMinute: LIMIT });

/** A first sync against a limit that it must meet: how much longer than the limit itself makes it, and never beyond. */
export const syncLimitBench: Bench = {
  name: `a first sync of ${INCIDENTS} incidents at ${LIMIT} requests a minute`,
  run: async () => {
    const [ours, theirs] = await Promise.all([simulated(), simulated()]);
    const app = await startSync(ours, { backfillDays: 181 });
    try {
      // Side by side, each with an account of its own: both mostly wait.
      const [seconds, serial] = await Promise.all([app.run('backfill'), timed(theirs)]);
      const { runs, incidents } = await app.sync.status(WORKSPACE, INTEGRATION);
      await app.sync.stop();
      const requests = await ours.ask('requests');
      const limited = runs.reduce((sum, run) => sum + run.retries, 0);
      return [
        {
          measure: 'time, to the floor of the limit',
          value: seconds / floor(),
          unit: '×',
          reach: 1.08,
          reference: { name: 'serial pager', value: serial / floor() },
        },
        { measure: 'time', value: seconds, unit: 's', reference: { name: 'the floor', value: floor() } },
        {
          measure: 'most requests in any 60 seconds',
          value: most(requests.map(({ at }) => at)),
          unit: 'requests',
          reach: LIMIT,
        },
        { measure: 'answers of 429', value: limited, unit: '', reach: 0 },
        { measure: 'incidents missing', value: INCIDENTS - incidents, unit: '', reach: 0 },
      ];
    } finally {
      await app.stop();
      await Promise.all([ours.stop(), theirs.stop()]);
    }
  },
};

/** Seconds that a perfect collector needs: whole minutes that the limit makes it wait, and the rest at full speed. */
function floor(): number {
  const pages = Math.ceil(INCIDENTS / 100);
  const minutes = Math.floor((pages - 1) / LIMIT);
  const rest = pages - minutes * LIMIT;
  return minutes * 60 + (Math.ceil(rest / AT_ONCE) * LATENCY) / 1000;
}

async function timed(account: ForkedPagerDuty): Promise<number> {
  const began = performance.now();
  const now = instantOf(new Date());
  await serialPager(account, { start: now - 181 * DAY, end: now });
  return (performance.now() - began) / 1000;
}

/** The most arrivals within any stretch of 60 seconds. */
function most(arrivals: readonly number[]): number {
  let first = 0;
  return arrivals.reduce((highest, at, row) => {
    while (at - (arrivals[first] ?? at) >= MINUTE) first += 1;
    return Math.max(highest, row - first + 1);
  }, 0);
}

import { digestOf } from '../simulators/pagerduty/digest.ts';
import { forkPagerDuty } from '../simulators/pagerduty/fork.ts';
import type { Bench } from './bench.ts';
import { INTEGRATION, startSync, storedIds, WORKSPACE } from './sync-app.ts';

const INCIDENTS = 1_000_000;
const CHUNK = 5_000;

/** A backfill of a million, the simulator's limit raised so that it takes minutes: memory stays flat, nothing is missing. */
export const syncMillionBench: Bench = {
  name: `a first sync of ${INCIDENTS} incidents, the limit raised`,
  run: async () => {
    const pagerduty = await forkPagerDuty({ incidents: INCIDENTS, months: 6, ratePerMinute: 1e9 });
    const app = await startSync(pagerduty, { backfillDays: 181 });
    const memory = watchMemory();
    try {
      const seconds = await app.run('backfill');
      const megabytes = memory.stop();
      await app.sync.stop();
      const { runs } = await app.sync.status(WORKSPACE, INTEGRATION);
      const requests = runs.find(({ kind }) => kind === 'backfill')?.requests ?? Number.NaN;
      const expected = await pagerduty.ask('digest', INTEGRATION);
      const digest = digestOf();
      const ids = await storedIds(app.store);
      for (let row = 0; row < ids.length; row += CHUNK) {
        const chunk = ids.slice(row, row + CHUNK);
        for (const each of await app.store.incidents.get(WORKSPACE, INTEGRATION, chunk)) digest.add(each);
      }
      const { incidents, checksum } = digest.value();
      return [
        { measure: 'most memory above idle, the store included', value: megabytes, unit: 'MB', reach: 300 },
        { measure: 'incidents missing', value: INCIDENTS - incidents, unit: '', reach: 0 },
        {
          measure: 'checksums that differ',
          value: checksum === expected.checksum ? 0 : 1,
          unit: '',
          reach: 0,
        },
        { measure: 'requests', value: requests, unit: 'requests' },
        { measure: 'requests, to the floor', value: requests / (INCIDENTS / 100), unit: '×' },
        { measure: 'time', value: seconds, unit: 's' },
      ];
    } finally {
      memory.stop();
      await app.stop();
      await pagerduty.stop();
    }
  },
};

/** Samples the resident memory; `stop` returns by how many MB it rose at most. */
function watchMemory(): { stop(): number } {
  const megabytes = () => process.memoryUsage.rss() / 1024 / 1024;
  const idle = megabytes();
  let most = idle;
  const timer = setInterval(() => {
    most = Math.max(most, megabytes());
  }, 50);
  return {
    stop: () => {
      clearInterval(timer);
      return most - idle;
    },
  };
}

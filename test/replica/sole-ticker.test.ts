import { expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { soleTicker } from '../../src/replica/sole-ticker.ts';
import { jsonLeases } from '../../src/store/json/json-leases.ts';
import { EVERY_WORKSPACE } from '../../src/store/lease-store.ts';

/** Replicas whose cron a test is. */
function replicas(...owners: readonly string[]) {
  let milliseconds = 0;
  const leases = jsonLeases(() => milliseconds);
  const done: string[] = [];
  const tasks: (() => Promise<void>)[] = [];
  for (const owner of owners) {
    const ticker = soleTicker(
      {
        ticker: (_, task) => {
          tasks.push(task);
          return { stop: () => {} };
        },
        leases,
        owner,
        log: createLog('silent'),
      },
      'upkeep',
    );
    ticker('* * * * *', async () => void done.push(owner));
  }
  return {
    leases,
    done,
    tick: () => Promise.all(tasks.map((task) => task())),
    pass: (seconds: number) => (milliseconds += seconds * 1000),
  };
}

test('of replicas that tick at the same time one does the task, each time', async () => {
  const { done, tick, pass } = replicas('a', 'b', 'c');
  await tick();
  expect(done).toHaveLength(1);
  pass(60);
  await tick();
  expect(done).toHaveLength(2);
});

test('where one died over it, the next time is another’s', async () => {
  const { leases, done, tick, pass } = replicas('b');
  await leases.claim({ workspaceId: EVERY_WORKSPACE, name: 'upkeep' }, 'a', { lease: 30 });
  await tick();
  expect(done).toEqual([]);
  pass(60);
  await tick();
  expect(done).toEqual(['b']);
});

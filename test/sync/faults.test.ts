import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/domain/duration.ts';
import type { Fault } from '../simulators/pagerduty/faults.ts';
import { INTEGRATION, NOW, type Setup, setup, stored, truth, WORKSPACE } from './setup.ts';

/** Fields that may be null, and others that nobody announced. */
function strange(body: unknown): unknown {
  const { incidents, log_entries, ...rest } = body as Record<string, unknown>; // a list of the simulator's
  const each = (record: Record<string, unknown>) => ({
    ...record,
    assignments: null,
    acknowledgements: null,
    alert_counts: null,
    pending_actions: null,
    conference_bridge: 7,
    incident_type: { name: 'from the future', nested: [{ deep: true }] },
  });
  const records = (list: unknown) => (list as Record<string, unknown>[]).map(each);
  return {
    ...rest,
    surprise: { of: ['a', 'kind'] },
    ...(incidents ? { incidents: records(incidents) } : {}),
    ...(log_entries ? { log_entries: records(log_entries) } : {}),
  };
}

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['a reset before the answer', { kind: 'reset' }],
  ['a reset inside the body', { kind: 'reset in body' }],
  ['half a JSON', { kind: 'truncated' }],
  ['no body', { kind: 'empty' }],
  ['HTML with status 200', { kind: 'html' }],
  ['HTML with status 502', { kind: 'html', status: 502 }],
  ['500', { kind: 'status', status: 500 }],
  ['502', { kind: 'status', status: 502 }],
  ['503', { kind: 'status', status: 503 }],
  ['408', { kind: 'status', status: 408, code: 2016 }],
  ['429 with headers', { kind: '429', reset: 1 }],
  ['429 without headers', { kind: 'bare 429' }],
  ['no answer at all', { kind: 'hang' }],
  ['an answer that drips', { kind: 'drip' }],
  ['null and unknown values', { kind: 'change', change: strange }],
];
const PATHS = ['/incidents', '/log_entries', '/services', '/users', '/teams', '/priorities'];

function changeEverything({ pagerduty, time }: Setup): void {
  const [one, two, three, four, five, six] = pagerduty
    .truth(INTEGRATION)
    .filter(({ ending, createdAt }) => ending === 'person' && createdAt > NOW - 100 * DAY)
    .map(({ id }) => id) as [string, string, string, string, string, string]; // there are hundreds
  pagerduty.mutate.reopen(one);
  pagerduty.mutate.reprioritise(two, null);
  pagerduty.mutate.move(three, 'ledger');
  pagerduty.mutate.changeUrgency(four, 'low');
  pagerduty.mutate.reopen(five);
  pagerduty.mutate.merge(five, six);
  const fresh = pagerduty.mutate.create({ createdAt: time.now - MINUTE });
  pagerduty.mutate.acknowledge(fresh);
  for (const { id, status } of pagerduty.truth(INTEGRATION)) {
    if (status === 'acknowledged' && id !== fresh) pagerduty.mutate.resolve(id, { by: 'integration' });
  }
}

describe('the store equals the truth, record by record, after a backfill and a run that met', () => {
  test.each(FAULTS)('%s', async (_, fault) => {
    await using world = await setup({ incidents: 700 }, {}, { deadline: 400 });
    const app = await world.boot();
    await app.store.integrations.save(world.integration);

    for (const path of PATHS) world.pagerduty.faults.next(fault, { path, times: 2 });
    await app.sync.start();
    await app.sync.idle();
    expect(await stored(app.store)).toEqual(truth(world));

    world.time.now += 9 * MINUTE;
    changeEverything(world);
    world.time.now += MINUTE;
    for (const path of PATHS) world.pagerduty.faults.next(fault, { path, times: 2 });
    await app.tick();
    expect(await stored(app.store)).toEqual(truth(world));
    const { runs, health } = await app.sync.status(WORKSPACE, INTEGRATION);
    expect(health).toBe('HEALTHY');
    if (fault.kind !== 'change') expect(runs[0]?.retries).toBeGreaterThan(0);
    await app.shutDown();
  });

  test('all of them at once, for so long that runs fail', async () => {
    await using world = await setup({ incidents: 700 }, {}, { deadline: 300 });
    const app = await world.boot();
    await app.store.integrations.save(world.integration);
    const trouble = FAULTS.filter(([, { kind }]) => kind !== 'change');
    for (let round = 0; round < 3; round++) {
      for (const [, fault] of trouble) world.pagerduty.faults.next(fault, { times: 2 });
      if (round === 0) await app.sync.start();
      else await app.tick();
      await app.sync.idle();
      world.time.now += 9 * MINUTE;
      changeEverything(world);
      world.time.now += MINUTE;
    }
    world.pagerduty.faults.clear();
    await app.tick();
    await app.tick();
    const { runs } = await app.sync.status(WORKSPACE, INTEGRATION);
    expect(runs.some(({ outcome }) => outcome === 'failed')).toBe(true);
    expect(await stored(app.store)).toEqual(truth(world));
    await app.shutDown();
  }, 60_000);
});

describe('clocks that differ', () => {
  test.each([-50 * MINUTE, -20, 20, 50 * MINUTE])('by %d seconds lose nothing', async (skew) => {
    const theirs = { now: NOW };
    await using world = await setup({ incidents: 400, clock: { now: () => theirs.now + skew } });
    const app = await world.boot();
    await app.store.integrations.save(world.integration);
    await app.sync.start();
    await app.sync.idle();
    for (let run = 0; run < 3; run++) {
      theirs.now = world.time.now += 9 * MINUTE;
      world.pagerduty.mutate.create({ createdAt: theirs.now + skew });
      const [open] = world.pagerduty.truth(INTEGRATION).filter(({ resolvedAt }) => resolvedAt === null);
      if (open) world.pagerduty.mutate.resolve(open.id);
      theirs.now = world.time.now += MINUTE;
      await app.tick();
      expect(await stored(app.store)).toEqual(truth(world));
      const { coverage } = await app.sync.status(WORKSPACE, INTEGRATION);
      expect(coverage?.completeTo).toBe(theirs.now + skew);
    }
    await app.shutDown();
  });
});

test('a record that cannot be read is kept aside once, and the rest goes on', async () => {
  await using world = await setup({
    incidents: [
      { id: 'GOOD', createdAt: NOW - DAY },
      { id: 'BAD', createdAt: NOW - DAY, extra: { created_at: 'yesterday' } },
    ],
  });
  const app = await world.boot();
  await app.store.integrations.save(world.integration);
  await app.sync.start();
  await app.sync.idle();
  for (let run = 0; run < 3; run++) {
    world.time.now += 10 * MINUTE;
    await app.tick();
  }
  expect((await stored(app.store)).map(({ id }) => id)).toEqual(['GOOD']);
  const rejected = () => app.store.sync.rejected(WORKSPACE, INTEGRATION, 10);
  expect(await rejected()).toEqual([{ at: NOW, id: 'BAD', reason: 'created_at: not a time' }]);
  const { runs } = await app.sync.status(WORKSPACE, INTEGRATION);
  expect(runs.map(({ rejected }) => rejected)).toEqual([0, 0, 0, 0, 1]);

  // Once a night it is told again: nobody mended it.
  world.time.now = NOW + DAY - HOUR;
  await app.tick();
  expect(await rejected()).toHaveLength(2);
  await app.shutDown();
});

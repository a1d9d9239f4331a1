import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { MINUTE } from '../../src/domain/duration.ts';
import { hasOpenApi, openApiFile, readPagerDutyContract } from '../contract/pagerduty-openapi.ts';
import type { Fault } from '../simulators/pagerduty/faults.ts';
import { type Random, randomFrom } from '../simulators/pagerduty/random.ts';
import type { PagerDutySimulator } from '../simulators/pagerduty/start.ts';
import { INTEGRATION, setup, stored, truth, WORKSPACE } from '../sync/setup.ts';

const RUNS = 200;
const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
/** Megabytes that may come and go, whatever is measured. */
const NOISE = 12;

const FAULTS: readonly Fault[] = [
  { kind: 'reset' },
  { kind: 'reset in body' },
  { kind: 'truncated' },
  { kind: 'empty' },
  { kind: 'html' },
  { kind: 'html', status: 502 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 408 },
  { kind: '429', reset: 3 },
  { kind: 'bare 429' },
  { kind: 'hang' },
  { kind: 'drip' },
];
const PATHS = ['/incidents', '/log_entries', '/services', '/users', null];

if (!hasOpenApi)
  process.stderr.write(`Requests are not held against PagerDuty's OpenAPI: it is not at ${openApiFile}.\n`);

test(`${RUNS} runs with mutations and faults (seed ${SEED}): no drift, no leak, no unknown request`, async () => {
  const random = randomFrom(SEED);
  const contract = hasOpenApi ? readPagerDutyContract() : null;
  await using world = await setup({ incidents: 600 }, {}, { deadline: 150 });
  const app = await world.boot();
  await app.store.integrations.save(world.integration);
  await app.sync.start();
  await app.sync.idle();
  await app.sync.wantSeverities(WORKSPACE, INTEGRATION);
  await app.sync.idle();

  const memory: number[] = [];
  let failed = 0;
  for (let run = 1; run <= RUNS; run++) {
    world.time.now += 9 * MINUTE;
    for (let each = random.between(0, 4); each > 0; each--)
      somethingHappens(world.pagerduty, random, world.time.now);
    world.time.now += MINUTE;
    for (let each = random.between(0, 3); each > 0; each--) {
      const [path, times] = [random.pick(PATHS), random.between(1, 8)];
      world.pagerduty.faults.next(random.pick(FAULTS), { path, times });
    }
    await app.tick();
    world.pagerduty.faults.clear();
    const outcome = (await app.sync.status(WORKSPACE, INTEGRATION)).runs[0]?.outcome;
    if (outcome === 'failed') failed += 1;
    else if (run % 5 === 0) expect(await stored(app.store)).toEqual(truth(world, { severities: true }));

    expect(world.pagerduty.requests.flatMap((request) => contract?.problemsOf(request) ?? [])).toEqual([]);
    world.pagerduty.requests.length = 0;
    app.events.length = 0;
    if (run % 50 === 0) memory.push(heapInUse());
  }
  await app.tick();
  expect(await stored(app.store)).toEqual(truth(world, { severities: true }));
  expect(failed).toBeGreaterThan(0);
  expect(failed).toBeLessThan(RUNS / 2);
  expect((memory.at(-1) ?? 0) - (memory[0] ?? 0)).toBeLessThan(NOISE);
  await app.shutDown();
});

function somethingHappens({ mutate, truth: all }: PagerDutySimulator, random: Random, now: number): void {
  const incidents = all(INTEGRATION);
  const { id, status } = random.pick(incidents);
  const at = now - random.between(0, 8 * MINUTE);
  const open = status !== 'resolved';
  const happenings = [
    () => mutate.reprioritise(id, random.pick(['P1', 'P2', 'P5', null]), { at }),
    () => mutate.move(id, random.pick(['search', 'ledger', 'login', 'cart']), { at }),
    () => mutate.changeUrgency(id, random.pick(['high', 'low']), { at }),
    () => mutate.create({ createdAt: at, severities: [random.pick(['critical', 'warning'])] }),
    ...(open
      ? [
          () => mutate.acknowledge(id, { at }),
          () => mutate.merge(id, random.pick(incidents).id, { at }),
          () => mutate.resolve(id, { at, by: random.pick(['user', 'integration', 'service'] as const) }),
        ]
      : [() => mutate.reopen(id, { at })]),
  ];
  random.pick(happenings)();
}

/** Megabytes of live objects, after a collection. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

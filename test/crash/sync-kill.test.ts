import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY, MINUTE } from '../../src/domain/duration.ts';
import { instantOf } from '../../src/domain/instant.ts';
import type { CloudIntegration } from '../../src/domain/integration.ts';
import { createKeyring } from '../../src/secrets/keyring.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import type { Store } from '../../src/store/store.ts';
import { type Random, randomFrom } from '../simulators/pagerduty/random.ts';
import { type PagerDutySimulator, startPagerDuty } from '../simulators/pagerduty/start.ts';
import { connectedIntegration } from '../sync/connected-integration.ts';
import { stored } from '../sync/setup.ts';

const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 10);
const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const CHILD = join(import.meta.dirname, 'sync-child.ts');
const WORKSPACE = 'T1';
const INTEGRATION = 'i1';

const key = randomBytes(32);
let dataDir: string;
let pagerduty: PagerDutySimulator;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sei-sync-kill-'));
  pagerduty = await startPagerDuty({ incidents: 1_500, latency: 15, ratePerMinute: 1_000_000 });
  await withStore((store) => store.integrations.save(integration()));
});
afterEach(async () => {
  await pagerduty.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test(`killed at ${ROUNDS} random moments of backfill, run and enrichment (seed ${SEED}), the store ends equal to the truth`, async () => {
  const random = randomFrom(SEED);
  const moments = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    // The last third dies in runs: whatever is left of history by then is read first.
    if (round === Math.ceil((ROUNDS * 2) / 3)) await comeToRest();
    const child = await start();
    // The backfill of so small an account is over within half a second: the first ones die early enough to meet it.
    const kill = setTimeout(random.between(20, round < ROUNDS / 10 ? 120 : 900));
    await Promise.race([kill, setTimeout(random.between(0, 300))]);
    somethingHappens(random);
    await kill;
    await killed(child);
    moments.add(await expectHonest());
  }
  await comeToRest();

  await withStore(async (store) => {
    const truth = pagerduty.truth(INTEGRATION, { enriched: true });
    expect(await stored(store)).toEqual(truth.map((incident) => ({ ...incident, severities: null })));
    const { coverage, enrichment } = await store.sync.state(WORKSPACE, INTEGRATION);
    expect(enrichment?.coveredFrom).toBe(coverage?.coveredFrom);
    expect(enrichment?.completeTo).toBe(coverage?.completeTo);
  });
  expect(moments).toContain('run');
  if (ROUNDS >= 50) expect(moments).toEqual(new Set(['backfill', 'enrichment', 'run']));
});

/** What the store says it knows, it knows. Returns in what it was interrupted. */
async function expectHonest(): Promise<string> {
  return withStore(async (store) => {
    const { coverage, backfill, enrichment } = await store.sync.state(WORKSPACE, INTEGRATION);
    const here = await stored(store);
    const known = new Map(here.map((incident) => [incident.id, incident]));
    for (const incident of pagerduty.truth(INTEGRATION)) {
      const { createdAt, resolvedAt } = incident;
      if (coverage === null || createdAt >= coverage.completeTo) continue;
      const resolved = resolvedAt !== null && resolvedAt < coverage.completeTo ? resolvedAt : createdAt;
      if (Math.max(createdAt, resolved) >= coverage.coveredFrom) expect(known.has(incident.id)).toBe(true);
    }
    const read = here.filter(({ createdAt }) => enrichment && createdAt >= enrichment.coveredFrom);
    const recent = (enrichment?.completeTo ?? 0) - MINUTE;
    expect(read.filter((incident) => incident.enrichment === null && incident.createdAt < recent)).toEqual(
      [],
    );
    if (backfill?.finishedAt == null) return 'backfill';
    return enrichment?.finishedAt == null ? 'enrichment' : 'run';
  });
}

function somethingHappens(random: Random): void {
  const incidents = pagerduty.truth(INTEGRATION);
  const { id, status } = random.pick(incidents);
  if (status === 'resolved') pagerduty.mutate.reopen(id);
  else pagerduty.mutate.resolve(id, { by: random.pick(['user', 'integration', 'service'] as const) });
  pagerduty.mutate.reprioritise(random.pick(incidents).id, random.pick(['P1', 'P4', null]));
  pagerduty.mutate.move(random.pick(incidents).id, random.pick(['search', 'ledger', 'login']));
  const fresh = pagerduty.mutate.create({ createdAt: instantOf(new Date()) });
  if (random.next() < 0.5) pagerduty.mutate.acknowledge(fresh);
}

async function start(): Promise<ChildProcess> {
  const child = fork(CHILD, [dataDir, key.toString('base64')]);
  await once(child, 'message');
  return child;
}

/** Lets it do all that is left to do. */
async function comeToRest(): Promise<void> {
  const child = await start();
  child.send('finish');
  await once(child, 'exit');
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openJsonStore({ dataDir });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

function integration(): CloudIntegration {
  return connectedIntegration(pagerduty, createKeyring({ current: key }), {
    workspaceId: WORKSPACE,
    id: INTEGRATION,
    createdAt: instantOf(new Date()) - DAY,
  });
}

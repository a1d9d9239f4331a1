import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Digest } from '../../src/domain/digest.ts';
import { HOUR } from '../../src/domain/duration.ts';
import { type Instant, instantOf } from '../../src/domain/instant.ts';
import { isOver, type Slot } from '../../src/store/slot-ledger.ts';
import { type Random, randomFrom } from '../simulators/pagerduty/random.ts';
import { type Postgres, startPostgres } from '../simulators/postgres.ts';
import { digest as digestRecord } from '../store/records.ts';
import { type Cluster, type Replica, startCluster } from './cluster.ts';
import { dataOf, truthOf } from './truth.ts';
import { until } from './until.ts';

const SLOTS = Number(process.env.SLOTS ?? 60);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const REPLICAS = 4;
const ACCOUNTS = ['i1', 'i2', 'i3'];
/** Longer than every lease: who wakes after it finds others at its work. */
const PAUSE = 55_000;
const LONGEST = 400_000 + SLOTS * 3_000;

let postgres: Postgres;
let cluster: Cluster;
beforeAll(async () => {
  postgres = await startPostgres({ settings: { max_connections: '200' } });
  cluster = await startCluster({ databaseUrl: postgres.url, pagerduty: { incidents: 400, latency: 10 } });
});
afterAll(async () => {
  await cluster.stop();
  await postgres.stop();
});

test(
  `${SLOTS} slots on ${REPLICAS} replicas that are killed and paused, and a database that restarts (seed ${SEED}): none lost, none doubled, all data true`,
  async () => {
    const random = randomFrom(SEED);
    const replicas = await Promise.all(Array.from({ length: REPLICAS }, () => cluster.startReplica()));
    for (const id of ACCOUNTS) await cluster.connect(id);
    await until('all accounts are read', cluster, async () => {
      const states = await Promise.all(
        ACCOUNTS.map((id) => cluster.store.sync.state(cluster.workspaceId, id)),
      );
      return states.every(({ coverage, backfill }) => coverage !== null && backfill?.finishedAt != null);
    });

    const due = dueNow();
    const sleeping = pauseOne(replicas, random);
    let killed = 0;
    for (let made = 0; made < SLOTS; made++) {
      const next = digest(made, due);
      await until('a digest is saved', cluster, () => cluster.store.digests.save(next).then(() => true));
      if (made % 3 === 0) somethingHappens(random);
      if (made === Math.floor(SLOTS / 4)) await postgres.restart(() => setTimeout(2_000));
      if (made % 8 === 7) {
        await killOne(replicas, random);
        killed += 1;
      }
      await setTimeout(random.between(20, 400));
    }
    await sleeping;

    await until('all slots are over', cluster, async () => {
      const slots = await allSlots();
      return slots.length === SLOTS && slots.every(isOver);
    });
    const slots = await allSlots();
    const posted = postedBy();
    for (const { digestId, state, note } of slots) {
      const messages = posted.get(digestId) ?? 0;
      // Who was killed while Slack took the message cannot know; its owner is told to look.
      if (state === 'unknown') expect(messages).toBeLessThanOrEqual(1);
      else
        expect({ digestId, state, note, messages }).toEqual({
          digestId,
          state: 'done',
          note: null,
          messages: 1,
        });
    }
    expect(slots.filter(({ state }) => state === 'unknown').length).toBeLessThanOrEqual(2 * killed + 4);

    await until('all data is true', cluster, async () => {
      const own = await Promise.all(ACCOUNTS.map((id) => dataOf(cluster, id)));
      return own.every((data, index) => data === truthOf(cluster, ACCOUNTS[index] ?? ''));
    });
    expect(killed).toBeGreaterThan(0);
  },
  LONGEST,
);

async function allSlots(): Promise<readonly Slot[]> {
  const digests = await cluster.store.digests.list(cluster.workspaceId);
  const slots = await Promise.all(
    digests.map(({ id }) => cluster.store.slots.of(cluster.workspaceId, id, 10)),
  );
  return slots.flat();
}

/** How many messages each digest has in its channel, replies left out. */
function postedBy(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const channel = cluster.slack.channel('payments').id;
  for (const { args: sent } of cluster.slack.callsOf('chat.postMessage')) {
    if (sent.channel !== channel || sent.thread_ts !== undefined) continue;
    const id = /slot-\d+-end/.exec(JSON.stringify(sent))?.[0];
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** The top of this hour. */
function dueNow(): Instant {
  const now = instantOf(new Date());
  return now - (now % HOUR);
}

function digest(number: number, due: Instant): Digest {
  const at = new Date(due * 1000);
  return digestRecord({
    workspaceId: cluster.workspaceId,
    id: `slot-${number}-end`,
    place: { kind: 'channel', channelId: cluster.slack.channel('payments').id },
    schedule: {
      every: 'week',
      weekday: at.getUTCDay() || 7,
      hour: at.getUTCHours(),
      zone: 'UTC',
      anchor: at.toISOString().slice(0, 10),
    },
    ownerId: cluster.slack.person('alice').id,
    ownerTeamId: cluster.workspaceId,
    createdAt: due - 1,
    activeSince: due - 1,
  });
}

/** One that is not asleep dies, and another takes its place a little later. */
async function killOne(replicas: Replica[], random: Random): Promise<void> {
  const index = random.between(1, replicas.length - 1);
  await replicas[index]?.end('SIGKILL');
  await setTimeout(random.between(0, 1_500));
  replicas[index] = await cluster.startReplica();
}

/** The first one is paused in the middle of its work, and wakes when others have taken it over. */
async function pauseOne([first]: Replica[], random: Random): Promise<void> {
  await setTimeout(random.between(500, 3_000));
  first?.process.kill('SIGSTOP');
  await setTimeout(PAUSE);
  first?.process.kill('SIGCONT');
}

function somethingHappens(random: Random): void {
  const { mutate } = cluster.pagerduty;
  const incidents = cluster.pagerduty.truth('i1');
  const { id, status } = random.pick(incidents);
  if (status === 'resolved') mutate.reopen(id);
  else mutate.resolve(id, { by: random.pick(['user', 'integration', 'service'] as const) });
  mutate.reprioritise(random.pick(incidents).id, random.pick(['P1', 'P4', null]));
  mutate.create({ createdAt: instantOf(new Date()) });
}

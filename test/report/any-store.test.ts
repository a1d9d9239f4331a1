import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import { createReports } from '../../src/report/create-reports.ts';
import type { ReportsStore } from '../../src/report/reports-store.ts';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { incidents, instant } from '../fixtures/incident.ts';
import { question } from '../fixtures/question.ts';
import { COMPLETE_TO, memoryStore, NOW } from './memory-store.ts';

const LIST = incidents(
  ...Array.from({ length: 40 }, (_, index) => ({
    createdAt: `2026-${index % 2 === 0 ? '11' : '10'}-${String((index % 20) + 2).padStart(2, '0')}T10:00Z`,
    recovery: `${((index * 37) % 200) + 1}m`,
    service: ['checkout', 'ledger', 'payouts'][index % 3] ?? null,
    title: `Alert ${index % 4}`,
    ...(index % 5 === 0 && { acknowledged: '1m', responders: ['Dana'] }),
  })),
  { recovery: null },
);

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sei-reports-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const open = () => openJsonStore({ dataDir });

function reportsOver(store: ReportsStore) {
  return createReports({ store, clock: { now: () => NOW } });
}

async function filled(list: readonly Incident[]) {
  const store = await open();
  const memory = memoryStore({ accounts: [{}] });
  const [integration] = await memory.integrations.list('T1');
  if (integration) await store.integrations.save(integration);
  const state = await memory.sync.state('T1', 'production');
  // In several commits, the last first: as a backfill brings them.
  for (let at = list.length; at > 0; at -= 7) {
    await store.sync.commit('T1', 'production', { incidents: list.slice(Math.max(0, at - 7), at) });
  }
  const run = {
    id: 'run',
    kind: 'changes',
    startedAt: COMPLETE_TO,
    duration: 1,
    outcome: 'succeeded',
    stored: 1,
    rejected: 0,
    requests: 1,
    retries: 0,
    failure: null,
  } as const;
  await store.sync.commit('T1', 'production', { state, run });
  return store;
}

test('an answer has the same bytes from files and from memory, id and all', async () => {
  const store = await filled(LIST);
  const memory = memoryStore({ accounts: [{ incidents: LIST.toReversed() }] });
  for (const track of ['resolved', 'created', 'updated'] as const) {
    const [one, other] = await Promise.all(
      [store, memory].map((each) =>
        reportsOver(each).answer('T1', question({ track, by: ['service', 'week'] })),
      ),
    );
    expect(one?.kind).toBe('report');
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  }
  await store.close();
});

test('a report is had again after a change, a compaction and a start', async () => {
  let store = await filled(LIST);
  const first = await reportsOver(store).answer('T1', question());
  if (first.kind !== 'report') throw new Error(JSON.stringify(first));
  const [reopened] = LIST as [Incident];
  await store.sync.commit('T1', 'production', {
    incidents: [
      {
        ...reopened,
        resolvedAt: null,
        ending: 'open',
        status: 'triggered',
        updatedAt: reopened.updatedAt + 9,
      },
    ],
  });
  await store.compact();
  await store.close();

  store = await open();
  const again = await reportsOver(store).again('T1', first.report.id ?? '');
  expect(again).toMatchObject({
    kind: 'report',
    isSame: true,
    changed: { count: 1, incidents: [{ cause: 'reopened', incident: { number: reopened.number } }] },
  });
  if (again.kind === 'report') expect(JSON.stringify(again.report)).toBe(JSON.stringify(first.report));
  await store.close();
});

test('what a damaged file took is said until it is read again, by itself', async () => {
  const store = await filled(LIST);
  const reports = reportsOver(store);
  const freshness = async () => {
    const answer = await reports.answer('T1', question());
    if (answer.kind !== 'report') throw new Error(answer.kind);
    return answer.report.freshness[0]?.readAgain;
  };
  expect(await freshness()).toBeUndefined();
  await store.workspaces.purge();
  await store.close();
  const [integration] = await readdir(join(dataDir, 'incidents/T1'));
  const folder = join(dataDir, 'incidents/T1', integration ?? '');
  for (const name of ['2026-10.jsonl', '2026-10.columns']) await rm(join(folder, name));
  const damaged = await open();
  const again = reportsOver(damaged);
  const answer = await again.answer('T1', question());
  expect(answer).toMatchObject({
    report: { freshness: [{ readAgain: { start: instant('2026-10-01T00:00Z') } }] },
  });
  for (const { workspaceId, id } of await damaged.damage.all()) await damaged.damage.resolve(workspaceId, id);
  expect(await again.answer('T1', question())).not.toMatchObject({
    report: { freshness: [{ readAgain: expect.anything() }] },
  });
  await damaged.close();
});

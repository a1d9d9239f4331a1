import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import { createDocuments } from '../../../src/store/postgres/documents.ts';
import { forgetBefore } from '../../../src/store/postgres/forget-before.ts';
import { type OpenPostgres, openPostgres } from '../../../src/store/postgres/open-postgres-store.ts';
import { createPool } from '../../../src/store/postgres/pool.ts';
import { removeUnused } from '../../../src/store/postgres/remove-unused.ts';
import { preparedBatch, storeBatch } from '../../../src/store/postgres/store-batch.ts';
import { inWorkspace } from '../../../src/store/postgres/transaction.ts';
import { lockWorkspace } from '../../../src/store/postgres/workspace-lock.ts';
import { postgresWorkspaces } from '../../../src/store/postgres/workspaces.ts';
import { type Postgres, startPostgres } from '../../simulators/postgres.ts';
import { incident, integration, NOON } from '../records.ts';
import { ALWAYS } from '../window-ids.ts';
import { untilOneWaits } from './until-one-waits.ts';

const DAY = 86_400;

let postgres: Postgres;
let opened: OpenPostgres;
let workspaceId: string;
let workspaces = 0;
beforeAll(async () => {
  postgres = await startPostgres();
  opened = await openPostgres({ url: postgres.url });
}, 60_000);
afterAll(async () => {
  await opened.store.close();
  await postgres.stop();
});
beforeEach(async () => {
  workspaceId = `T${workspaces++}`;
  await opened.store.integrations.save(integration({ workspaceId }));
});

/** One that the named person worked on, so many days before noon. */
function worked(id: string, days: number, name: string, changes: Partial<Incident> = {}): Incident {
  const createdAt = NOON - days * DAY;
  return incident({
    id,
    createdAt,
    updatedAt: createdAt + 60,
    resolvedAt: createdAt + 60,
    enrichment: {
      firstAcknowledgedAt: null,
      responders: [{ id: name, name }],
      reopened: 0,
      lastWorkedAt: null,
    },
    ...changes,
  });
}

const commit = (...incidents: Incident[]) => opened.store.sync.commit(workspaceId, 'acme', { incidents });

async function namesStored(): Promise<readonly string[]> {
  const rows = await inWorkspace(opened.pool, workspaceId, (statements) =>
    statements.arrays<[string]>(
      `select value from coded_values where workspace_id = $1 and field like 'responders%' order by value`,
      [workspaceId],
    ),
  );
  return rows.map(([value]) => JSON.parse(value)[0].name);
}

/** Everybody who is named by what is stored. */
async function namesRead(): Promise<readonly string[]> {
  const { responders } = await opened.store.incidents.window(workspaceId, ALWAYS);
  return responders.values.flatMap((people) => people?.map(({ name }) => name) ?? []).sort();
}

const integrationCode = async () => {
  const row = await inWorkspace(opened.pool, workspaceId, (statements) =>
    statements.one<{ code: number }>('select code from integration_data where workspace_id = $1', [
      workspaceId,
    ]),
  );
  return { workspaceId, integration: row?.code ?? 0 };
};

test('a month goes in portions, each a commit of its own', async () => {
  await commit(
    ...[200, 201, 202, 203, 204].map((days) => worked(`old${days}`, days, 'Grace')),
    worked('new', 1, 'Ada'),
  );
  const before = await opened.store.revision(workspaceId);
  expect(await forgetBefore(opened.pool, workspaceId, NOON - 100 * DAY, 2)).toBe(5);
  expect(await opened.store.incidents.count(workspaceId, 'acme')).toBe(1);
  expect(await namesRead()).toEqual(['Ada']);
  // The shortened coverage, and three portions.
  expect((await opened.store.revision(workspaceId)) - before).toBe(4);
});

test('what was replaced goes with what replaced it', async () => {
  await commit(worked('old', 200, 'Grace'));
  await commit(worked('old', 200, 'Ada', { updatedAt: NOON }));
  expect(await forgetBefore(opened.pool, workspaceId, NOON - 100 * DAY)).toBe(1);
  expect(await namesStored()).toEqual([]);
});

test('names are looked for page by page, also among earlier values', async () => {
  await commit(worked('a', 3, 'Ada'), worked('b', 2, 'Grace'), worked('c', 1, 'Linus'));
  await commit(worked('b', 2, 'Barbara', { updatedAt: NOON }), worked('c', 1, 'Ada', { updatedAt: NOON }));
  await commit(worked('c', 1, 'Barbara', { updatedAt: NOON + 1 }));
  await removeUnused(opened.pool, await integrationCode(), 1);
  expect(await namesStored()).toEqual(['Ada', 'Barbara', 'Grace', 'Linus']);
  await inWorkspace(opened.pool, workspaceId, (statements) =>
    statements.run(`delete from incident_versions where workspace_id = $1 and incident_id = 'c'`, [
      workspaceId,
    ]),
  );
  await removeUnused(opened.pool, await integrationCode(), 1);
  expect(await namesStored()).toEqual(['Ada', 'Barbara', 'Grace']);
});

test('a name that a commit takes up meanwhile stays', async () => {
  await commit(worked('a', 1, 'Ada'), worked('b', 1, 'Grace'));
  const of = await integrationCode();
  await inWorkspace(opened.pool, workspaceId, (statements) =>
    statements.run(`delete from incidents where workspace_id = $1 and incident_id = 'b'`, [workspaceId]),
  );
  let removing = Promise.resolve();
  await inWorkspace(opened.pool, workspaceId, async (statements) => {
    await lockWorkspace(statements, workspaceId);
    removing = removeUnused(opened.pool, of);
    await untilOneWaits(opened.pool);
    const batch = preparedBatch({ incidents: [worked('c', 1, 'Grace')] });
    await storeBatch(statements, { workspaceId, integrationId: 'acme' }, batch);
  });
  await removing;
  expect(await namesRead()).toEqual(['Ada', 'Grace']);
  // Whoever is named from now on is the same person to a report.
  await commit(worked('d', 1, 'Grace'));
  expect(await namesRead()).toEqual(['Ada', 'Grace']);
  await removeUnused(opened.pool, of);
  expect(await namesRead()).toEqual(['Ada', 'Grace']);
});

test('a workspace that is busy for too long keeps no other one from its retention, and is told', async () => {
  const store = opened.store.incidents;
  const [busy, other] = ['A-busy', 'B-other'];
  for (const each of [busy, other]) {
    await opened.store.integrations.save(integration({ workspaceId: each }));
    await opened.store.sync.commit(each, 'acme', { incidents: [worked('A', 400, 'Ada')] });
  }
  const pool = createPool({ url: postgres.url, clock: systemClock, statementTimeout: 200 });
  const parts = { pool, known: opened.known, documents: createDocuments(pool) };
  const workspaces = postgresWorkspaces(parts, { refresh: async () => {} });
  const over = Promise.withResolvers<void>();
  const held = inWorkspace(opened.pool, busy, async (statements) => {
    await lockWorkspace(statements, busy);
    await over.promise;
  });
  await untilLocked(busy);
  await expect(workspaces.forgetBefore(NOON - 100 * DAY)).rejects.toThrow('took the database too long');
  over.resolve();
  await held;
  expect([await store.count(busy, 'acme'), await store.count(other, 'acme')]).toEqual([1, 0]);
  expect(await workspaces.forgetBefore(NOON - 100 * DAY)).toBeGreaterThan(0);
  expect(await store.count(busy, 'acme')).toBe(0);
  await pool.close();
});

/** Waits until somebody holds a workspace. */
async function untilLocked(id: string): Promise<void> {
  const ask = 'select from workspaces where workspace_id = $1 for update skip locked';
  await vi.waitFor(
    async () =>
      expect(await inWorkspace(opened.pool, id, (statements) => statements.one(ask, [id]))).toBeUndefined(),
    { timeout: 5_000 },
  );
}

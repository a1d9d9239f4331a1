import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenPostgres, openPostgres } from '../../../src/store/postgres/open-postgres-store.ts';
import { removeDeleted } from '../../../src/store/postgres/remove-deleted.ts';
import { inWorkspace } from '../../../src/store/postgres/transaction.ts';
import { type Postgres, startPostgres } from '../../simulators/postgres.ts';
import { incident } from '../records.ts';
import { untilOneWaits } from './until-one-waits.ts';

let postgres: Postgres;
let opened: OpenPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
  opened = await openPostgres({ url: postgres.url });
}, 60_000);
afterAll(async () => {
  await opened.store.close();
  await postgres.stop();
});

test('where another replica is faster with a portion, the others follow: nothing of the integration stays', async () => {
  const { pool, store } = opened;
  const incidents = ['A', 'B', 'C', 'D'].map((id, number) => incident({ id, number }));
  await store.sync.commit('T1', 'acme', { incidents });
  const run = (statement: string) =>
    inWorkspace(pool, 'T1', (statements) => statements.run(`${statement} where workspace_id = 'T1'`));
  await run('update integration_data set is_deleted = true');

  let removing = Promise.resolve();
  await inWorkspace(pool, 'T1', async (statements) => {
    await statements.run(`delete from incidents where workspace_id = 'T1' and incident_id in ('A', 'B')`);
    removing = removeDeleted(pool, 'T1', 2);
    await untilOneWaits(pool);
  });
  await removing;

  for (const table of ['incidents', 'incident_details', 'coded_values', 'integration_data'])
    expect(await run(`delete from ${table}`)).toBe(0);
});

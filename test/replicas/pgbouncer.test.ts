import { Client } from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgresStore } from '../../src/store/postgres/open-postgres-store.ts';
import { type Postgres, startPostgres } from '../simulators/postgres.ts';
import { describeStore, type StorePlace } from '../store/contract.ts';
import { describeDigests } from '../store/digest-contract.ts';
import { describeLeases } from '../store/lease-contract.ts';
import { describeWorkspaces } from '../store/workspace-contract.ts';
import { hasPgBouncer, type PgBouncer, startPgBouncer } from './pgbouncer.ts';

/** Two connections for everybody: whatever a session kept, or two transactions of one call, would show. */
const CONNECTIONS = 2;

describe.skipIf(!hasPgBouncer)('behind PgBouncer in transaction mode (Debian’s pgbouncer)', () => {
  let postgres: Postgres;
  let pooler: PgBouncer;
  let superuser: Client;
  let emptied = '';
  beforeAll(async () => {
    postgres = await startPostgres();
    pooler = await startPgBouncer(postgres.url, CONNECTIONS);
    await (await openPostgresStore({ url: pooler.url })).close();
    superuser = new Client({ connectionString: postgres.superuserUrl });
    await superuser.connect();
    const tables = await superuser.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations'`,
    );
    emptied = tables.rows.map(({ name }) => `delete from ${name}`).join(';');
  });
  afterAll(async () => {
    await superuser.end();
    await pooler.stop();
    await postgres.stop();
  });

  const place = async (): Promise<StorePlace> => ({
    open: () => openPostgresStore({ url: pooler.url }),
    remove: async () => void (await superuser.query(emptied)),
  });
  describeStore('PgBouncer', place);
  describeWorkspaces('PgBouncer', place);
  describeDigests('PgBouncer', place);
  describeLeases('PgBouncer', async () => {
    const here = await place();
    const store = await here.open();
    return {
      leases: store.leases,
      async close() {
        await store.close();
        await here.remove();
      },
    };
  });
});

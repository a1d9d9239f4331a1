import { Client } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { openPostgresStore } from '../../src/store/postgres/open-postgres-store.ts';
import { describeStore, type StorePlace } from '../store/contract.ts';
import { describeDigests } from '../store/digest-contract.ts';
import { describeLeases } from '../store/lease-contract.ts';
import { describeMeasuring } from '../store/measuring-contract.ts';
import { describeWorkspaces } from '../store/workspace-contract.ts';

/** Holds a store to its promises in a database that is there when the tests begin. */
export function holdToContract(
  name: string,
  database: () => { readonly url: string; readonly superuserUrl: string },
): void {
  let superuser: Client;
  let emptied = '';
  beforeAll(async () => {
    const { url, superuserUrl } = database();
    await (await openPostgresStore({ url })).close();
    superuser = new Client({ connectionString: superuserUrl });
    await superuser.connect();
    const tables = await superuser.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations'`,
    );
    emptied = tables.rows.map((table) => `delete from ${table.name}`).join(';');
  });
  afterAll(() => superuser.end());

  const place = async (): Promise<StorePlace> => ({
    open: (options) => openPostgresStore({ url: database().url, ...options }),
    remove: async () => void (await superuser.query(emptied)),
  });
  describeStore(name, place);
  describeMeasuring(name, place);
  describeWorkspaces(name, place);
  describeDigests(name, place);
  describeLeases(name, async () => {
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
}

import { Client } from 'pg';
import { openPostgresStore } from '../../../src/store/postgres/open-postgres-store.ts';
import { type Postgres, startPostgres } from '../../simulators/postgres.ts';
import type { StorePlace } from '../contract.ts';

/** A PostgreSQL for stores under test, one after the other in one database. */
export interface Places {
  readonly postgres: Postgres;
  place(): Promise<StorePlace>;
  stop(): Promise<void>;
}

export async function startPlaces(): Promise<Places> {
  const postgres = await startPostgres();
  const { url } = postgres;
  await (await openPostgresStore({ url })).close();
  // Emptied by a superuser: the app's role sees one workspace at a time.
  const superuser = new Client({ connectionString: postgres.superuserUrl });
  await superuser.connect();
  const tables = await superuser.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations'`,
  );
  const emptied = tables.rows.map(({ name }) => `delete from ${name}`).join(';');
  return {
    postgres,
    place: async () => ({
      open: (options) => openPostgresStore({ url, ...options }),
      remove: async () => {
        await superuser.query(emptied);
      },
    }),
    async stop() {
      await superuser.end();
      await postgres.stop();
    },
  };
}

import { Client } from 'pg';
import { openPostgresStore } from '../../../src/store/postgres/open-postgres-store.ts';
import { type Postgres, startPostgres } from '../../simulators/postgres.ts';
import type { StorePlace } from '../store-place.ts';

/** Stores under test, one after the other in one database. */
export interface Places {
  place(): Promise<StorePlace>;
  stop(): Promise<void>;
}

/** Places in a database that is there already. */
export async function placesIn({
  url,
  superuserUrl,
}: Pick<Postgres, 'url' | 'superuserUrl'>): Promise<Places> {
  await (await openPostgresStore({ url })).close();
  // Emptied by a superuser: the app's role sees one workspace at a time.
  const superuser = new Client({ connectionString: superuserUrl });
  await superuser.connect();
  const tables = await superuser.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations'`,
  );
  const emptied = tables.rows.map(({ name }) => `delete from ${name}`).join(';');
  return {
    place: async () => ({
      open: (options) => openPostgresStore({ url, ...options }),
      remove: async () => {
        await superuser.query(emptied);
      },
    }),
    stop: () => superuser.end(),
  };
}

/** Places in a PostgreSQL of their own. */
export interface OwnPlaces extends Places {
  readonly postgres: Postgres;
}

export async function startPlaces(): Promise<OwnPlaces> {
  const postgres = await startPostgres();
  const places = await placesIn(postgres);
  return {
    ...places,
    postgres,
    async stop() {
      await places.stop();
      await postgres.stop();
    },
  };
}

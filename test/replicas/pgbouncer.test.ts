import { afterAll, beforeAll, describe } from 'vitest';
import { type Postgres, startPostgres } from '../simulators/postgres.ts';
import { holdToContract } from './hold-to-contract.ts';
import { hasPgBouncer, type PgBouncer, startPgBouncer } from './pgbouncer.ts';

/** Two connections for everybody: whatever a session kept, or two transactions of one call, would show. */
const CONNECTIONS = 2;

describe.skipIf(!hasPgBouncer)('behind PgBouncer in transaction mode (Debian’s pgbouncer)', () => {
  let postgres: Postgres;
  let pooler: PgBouncer;
  beforeAll(async () => {
    postgres = await startPostgres();
    pooler = await startPgBouncer(postgres.url, CONNECTIONS);
  });
  afterAll(async () => {
    await pooler.stop();
    await postgres.stop();
  });

  holdToContract('PgBouncer', () => ({ url: pooler.url, superuserUrl: postgres.superuserUrl }));
});

import { expect, vi } from 'vitest';
import type { PostgresPool } from '../../../src/store/postgres/pool.ts';
import { acrossWorkspaces } from '../../../src/store/postgres/transaction.ts';

/** Waits until one transaction waits for another's lock. */
export async function untilOneWaits(pool: PostgresPool): Promise<void> {
  const ask = `select count(*)::integer as waiting from pg_stat_activity where wait_event_type = 'Lock'`;
  await vi.waitFor(
    async () =>
      expect(await acrossWorkspaces(pool, (statements) => statements.one(ask))).toEqual({ waiting: 1 }),
    { timeout: 5_000 },
  );
}

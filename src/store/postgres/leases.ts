import { type Lease, type LeaseKey, LeaseLostError, type LeaseStore } from '../lease-store.ts';
import type { PostgresPool } from './pool.ts';
import type { Statements } from './statements.ts';
import { acrossWorkspaces, inWorkspace } from './transaction.ts';

/** `$1` and `$2`: the key. `clock_timestamp()`, since `now()` is the beginning of a transaction that may have waited. */
const CLAIM = `
  insert into leases (workspace_id, name, owner, token, claimed_at, held_until)
  values ($1, $2, $3, 1, clock_timestamp(), clock_timestamp() + make_interval(secs => $4))
  on conflict (workspace_id, name) do update
    set owner = excluded.owner, token = leases.token + 1, wanted = false,
        claimed_at = clock_timestamp(), held_until = clock_timestamp() + make_interval(secs => $4)
    where (leases.held_until is null or leases.held_until <= clock_timestamp())
      and (leases.owner = excluded.owner or leases.claimed_at <= clock_timestamp() - make_interval(secs => $5))
  returning token`;

/** `$5`: for how many seconds it is held from now on; `null` gives it back. */
const HOLD = `
  with before as (
    select wanted from leases
    where workspace_id = $1 and name = $2 and owner = $3 and token = $4 and held_until is not null
    for update
  )
  update leases
  set wanted = false, held_until = clock_timestamp() + make_interval(secs => $5::double precision)
  from before
  where workspace_id = $1 and name = $2
  returning before.wanted`;

const MINE = `
  select 1 from leases
  where workspace_id = $1 and name = $2 and owner = $3 and token = $4 and held_until is not null
  for share`;

/** Leases in PostgreSQL, by the database's clock. */
export function postgresLeases(pool: PostgresPool): LeaseStore {
  async function hold({ workspaceId, name, owner, token }: Lease, seconds: number | null) {
    const row = await inWorkspace(pool, workspaceId, (statements) =>
      statements.one<{ wanted: boolean }>(HOLD, [workspaceId, name, owner, token, seconds]),
    );
    if (row === undefined) return 'lost';
    return row.wanted ? 'wanted' : 'held';
  }
  const change = ({ workspaceId, name }: LeaseKey, set: string) =>
    inWorkspace(pool, workspaceId, (statements) =>
      statements.run(`update leases set ${set} where workspace_id = $1 and name = $2`, [workspaceId, name]),
    );

  return {
    async claim({ workspaceId, name }, owner, { lease, apart = 0 }) {
      const row = await inWorkspace(pool, workspaceId, (statements) =>
        statements.one<{ token: number }>(CLAIM, [workspaceId, name, owner, lease, apart]),
      );
      return row === undefined ? null : { workspaceId, name, owner, token: row.token };
    },
    renew: (lease, seconds) => hold(lease, seconds),
    release: (lease) => hold(lease, null),
    want: async ({ workspaceId, name }) =>
      (await inWorkspace(pool, workspaceId, (statements) =>
        statements.run(
          'update leases set wanted = true where workspace_id = $1 and name = $2 and held_until > clock_timestamp()',
          [workspaceId, name],
        ),
      )) > 0,
    revoke: async (key) => void (await change(key, 'token = token + 1, held_until = null')),
    isHeld: async ({ workspaceId, name }) =>
      (await inWorkspace(pool, workspaceId, (statements) =>
        statements.one(
          'select 1 from leases where workspace_id = $1 and name = $2 and held_until > clock_timestamp()',
          [workspaceId, name],
        ),
      )) !== undefined,
    fallen: () =>
      acrossWorkspaces(pool, async (statements) => {
        const rows = await statements.rows<{ workspace_id: string; name: string }>(
          'select workspace_id, name from leases where held_until <= clock_timestamp()',
        );
        return rows.map(({ workspace_id, name }) => ({ workspaceId: workspace_id, name }));
      }),
  };
}

/**
 * Lets a transaction go on only while its writer holds the lease; nobody can claim it before the transaction has ended. To be
 * asked in the transaction that writes, in the lease's workspace.
 *
 * @throws {LeaseLostError}
 */
export async function demandLease(statements: Statements, lease: Lease): Promise<void> {
  const { workspaceId, name, owner, token } = lease;
  if ((await statements.one(MINE, [workspaceId, name, owner, token])) === undefined)
    throw new LeaseLostError(lease);
}

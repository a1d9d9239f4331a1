import type { PostgresPool } from './pool.ts';
import { inWorkspace } from './transaction.ts';
import { lockWorkspace } from './workspace-lock.ts';
import type { Owner } from './write-incidents.ts';

const ROWS_AT_ONCE = 20_000;
const CODES = 'service, priority, urgency, status, ending, teams, severities, responders';

/**
 * Deletes names that no incident of an integration has any more: of people who left, among others.
 *
 * All of its rows are looked at, which takes long where there are millions: in pages, and while others commit. What looks unused is
 * first withdrawn, so that no commit takes it up any more, and goes where a second look does not find it either.
 */
export async function removeUnused(
  pool: PostgresPool,
  owner: Owner,
  rowsAtOnce = ROWS_AT_ONCE,
): Promise<void> {
  const unused = await allCodes(pool, owner);
  await withoutUsed(pool, owner, unused, rowsAtOnce);
  if (unused.size === 0) return;
  await withdraw(pool, owner, unused);
  await withoutUsed(pool, owner, unused, rowsAtOnce);
  await inWorkspace(pool, owner.workspaceId, (statements) =>
    statements.run('delete from coded_values where workspace_id = $1 and code = any($2)', [
      owner.workspaceId,
      [...unused],
    ]),
  );
}

async function allCodes(pool: PostgresPool, { workspaceId, integration }: Owner): Promise<Set<number>> {
  const rows = await inWorkspace(pool, workspaceId, (statements) =>
    statements.arrays<[number]>(
      'select code from coded_values where workspace_id = $1 and integration = $2',
      [workspaceId, integration],
    ),
  );
  return new Set(rows.map(([code]) => code));
}

/** Takes the codes of all rows out of some codes, page by page. */
async function withoutUsed(
  pool: PostgresPool,
  { workspaceId, integration }: Owner,
  codes: Set<number>,
  rowsAtOnce: number,
): Promise<void> {
  for (const table of ['incidents', 'incident_versions']) {
    let last: readonly [id: string, sequence: number] | null = ['', 0];
    while (last !== null) {
      const after: readonly [id: string, sequence: number] = last;
      const page = await inWorkspace(pool, workspaceId, (statements) =>
        statements.arrays<[id: string, sequence: number, used: readonly number[]]>(
          `with page as materialized (
             select incident_id, sequence, ${CODES} from ${table}
             where workspace_id = $1 and integration = $2 and (incident_id, sequence) > ($3, $4)
             order by incident_id, sequence limit $5
           )
           select last.incident_id, last.sequence, array(
             select distinct code from page, unnest(array[${CODES}]) as code where code is not null
           ) from (select incident_id, sequence from page order by incident_id desc, sequence desc limit 1) last`,
          [workspaceId, integration, ...after, rowsAtOnce],
        ),
      );
      for (const code of page[0]?.[2] ?? []) codes.delete(code);
      last = page[0] ? [page[0][0], page[0][1]] : null;
    }
  }
}

/** Lets commits find these codes no more: who has such a value from now on gets another code for it. */
async function withdraw(pool: PostgresPool, { workspaceId }: Owner, codes: Set<number>): Promise<void> {
  await inWorkspace(pool, workspaceId, async (statements) => {
    await lockWorkspace(statements, workspaceId);
    await statements.run(
      `update coded_values set field = field || ' ' || code where workspace_id = $1 and code = any($2)`,
      [workspaceId, [...codes]],
    );
  });
}

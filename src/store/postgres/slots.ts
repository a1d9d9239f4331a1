import {
  KEPT_OF_EACH_DIGEST,
  LEASE_RAN_OUT,
  type Slot,
  type SlotKey,
  type SlotLedger,
} from '../slot-ledger.ts';
import type { PostgresPool } from './pool.ts';
import type { Statements } from './statements.ts';
import { acrossWorkspaces, inWorkspace } from './transaction.ts';

/** Not `now()`, which is the beginning of a transaction that may have waited. */
const NOW = 'floor(extract(epoch from clock_timestamp()))::bigint';
const SLOT = `workspace_id as "workspaceId", digest_id as "digestId", due_at as "dueAt", state, attempts, owner,
  lease_until as "leaseUntil", retry_at as "retryAt", finished_at as "finishedAt", message, report_ids as "reportIds", note,
  told_at as "toldAt"`;
const KEY = 'workspace_id = $1 and digest_id = $2 and due_at = $3';
const UNFINISHED = `state in ('claimed', 'waiting', 'posting')`;
const FELL = `lease_until <= ${NOW}`;
const NOBODYS = 'owner = null, lease_until = null';

const CLAIM = `
  insert into slots as known (workspace_id, digest_id, due_at, state, attempts, owner, lease_until)
  values ($1, $2, $3, 'claimed', 1, $4, ${NOW} + $5)
  on conflict (workspace_id, digest_id, due_at) do update set
    state = 'claimed', attempts = known.attempts + 1, owner = excluded.owner, lease_until = ${NOW} + $5, retry_at = null,
    finished_at = null, message = null, report_ids = '[]', told_at = null
  where known.state = 'claimed' and known.${FELL} or known.state = 'waiting' and coalesce(known.retry_at, 0) <= ${NOW}
  returning ${SLOT}`;

const FINISH = `
  update slots set ${NOBODYS}, state = $5, retry_at = $6, note = $7, message = coalesce($8, message),
    report_ids = coalesce($9, report_ids), finished_at = case when $5 = 'waiting' then null else ${NOW} end
  where ${KEY} and owner = $4`;

/** A post of which nobody knows any more what became of it. `$1`: the workspace, `$2`: what to note. */
const LOSE = `
  update slots set ${NOBODYS}, retry_at = null, state = 'unknown', finished_at = ${NOW}, note = $2
  where workspace_id = $1 and state = 'posting' and ${FELL}`;

/** The slot ledger: each call one statement or two, which the rows' locks put in an order. */
export function postgresSlots(pool: PostgresPool): SlotLedger {
  const keyOf = ({ workspaceId, digestId, dueAt }: SlotKey) => [workspaceId, digestId, dueAt];
  const changed = async (key: SlotKey, statement: string, values: readonly unknown[]) => {
    const rows = await inWorkspace(pool, key.workspaceId, (statements) =>
      statements.run(statement, [...keyOf(key), ...values]),
    );
    return rows > 0;
  };
  const found = (where: string) =>
    acrossWorkspaces(pool, (statements) =>
      statements.rows<Slot & Record<string, unknown>>(
        `select ${SLOT} from slots where ${where} order by workspace_id, due_at`,
      ),
    );
  const workspacesWith = (where: string) =>
    acrossWorkspaces(pool, (statements) =>
      statements.arrays<[string]>(`select distinct workspace_id from slots where ${where}`),
    );

  return {
    claim: (key, owner, lease) =>
      inWorkspace(pool, key.workspaceId, async (statements) => {
        const lost = await statements.run(`${LOSE} and digest_id = $3 and due_at = $4`, [
          key.workspaceId,
          LEASE_RAN_OUT,
          key.digestId,
          key.dueAt,
        ]);
        if (lost > 0) return null;
        const values = [...keyOf(key), owner, lease];
        return (await statements.one<Slot & Record<string, unknown>>(CLAIM, values)) ?? null;
      }),
    renew: (key, owner, lease) =>
      changed(key, `update slots set lease_until = ${NOW} + $5 where ${KEY} and owner = $4`, [owner, lease]),
    posting: (key, owner, lease) =>
      changed(
        key,
        `update slots set state = 'posting', lease_until = ${NOW} + $5 where ${KEY} and owner = $4`,
        [owner, lease],
      ),
    finish: (key, owner, outcome) =>
      changed(key, FINISH, [
        owner,
        outcome.state,
        outcome.state === 'waiting' ? outcome.retryAt : null,
        outcome.state === 'done' ? null : outcome.note,
        outcome.state === 'done' ? JSON.stringify(outcome.message) : null,
        outcome.state === 'done' ? JSON.stringify(outcome.reportIds) : null,
      ]),
    of: (workspaceId, digestId, limit) =>
      inWorkspace(pool, workspaceId, (statements) =>
        statements.rows<Slot & Record<string, unknown>>(
          `select ${SLOT} from slots where workspace_id = $1 and digest_id = $2 order by due_at desc limit $3`,
          [workspaceId, digestId, limit],
        ),
      ),
    unfinished: () => found(UNFINISHED),
    lastOver: () =>
      acrossWorkspaces(pool, (statements) =>
        statements.rows<SlotKey & Record<string, unknown>>(
          `select workspace_id as "workspaceId", digest_id as "digestId", max(due_at) as "dueAt" from slots
           where not ${UNFINISHED} group by workspace_id, digest_id`,
        ),
      ),
    async expirePosting() {
      const lost: Slot[] = [];
      for (const [workspaceId] of await workspacesWith(`state = 'posting' and ${FELL}`)) {
        const rows = await inWorkspace(pool, workspaceId, (statements) =>
          statements.rows<Slot & Record<string, unknown>>(`${LOSE} returning ${SLOT}`, [
            workspaceId,
            LEASE_RAN_OUT,
          ]),
        );
        lost.push(...rows);
      }
      return lost;
    },
    untold: () => found(`state in ('failed', 'unknown') and told_at is null`),
    async told(key) {
      await changed(key, `update slots set told_at = ${NOW} where ${KEY}`, []);
    },
    async forgetBefore(before) {
      for (const [workspaceId] of await workspacesWith(`not ${UNFINISHED}`))
        await inWorkspace(pool, workspaceId, (statements) =>
          statements.run(
            `delete from slots using (
               select digest_id, due_at, row_number() over (partition by digest_id order by due_at desc) as place
               from slots where workspace_id = $1 and not ${UNFINISHED}
             ) over
             where slots.workspace_id = $1 and slots.digest_id = over.digest_id and slots.due_at = over.due_at
               and over.place > ${KEPT_OF_EACH_DIGEST} and slots.finished_at < $2`,
            [workspaceId, before],
          ),
        );
    },
  };
}

/** All slots of a workspace. */
export function readSlots(statements: Statements, workspaceId: string): Promise<readonly Slot[]> {
  return statements.rows<Slot & Record<string, unknown>>(
    `select ${SLOT} from slots where workspace_id = $1 order by digest_id, due_at`,
    [workspaceId],
  );
}

/** Inserts or replaces one as it was elsewhere. */
export async function writeSlot(statements: Statements, slot: Slot): Promise<void> {
  await statements.run(
    `insert into slots (workspace_id, digest_id, due_at, state, attempts, owner, lease_until, retry_at, finished_at, message,
       report_ids, note, told_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (workspace_id, digest_id, due_at) do update set state = excluded.state, attempts = excluded.attempts,
       owner = excluded.owner, lease_until = excluded.lease_until, retry_at = excluded.retry_at,
       finished_at = excluded.finished_at, message = excluded.message, report_ids = excluded.report_ids, note = excluded.note,
       told_at = excluded.told_at`,
    [
      slot.workspaceId,
      slot.digestId,
      slot.dueAt,
      slot.state,
      slot.attempts,
      slot.owner,
      slot.leaseUntil,
      slot.retryAt,
      slot.finishedAt,
      slot.message && JSON.stringify(slot.message),
      JSON.stringify(slot.reportIds),
      slot.note,
      slot.toldAt,
    ],
  );
}

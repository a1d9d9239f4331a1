import { type AuditRecord, furthest } from '../../domain/audit-record.ts';
import type { AuditStore } from '../audit-store.ts';
import type { Tables } from '../tables.ts';
import type { Documents } from './documents.ts';
import type { PostgresPool } from './pool.ts';
import type { Statements } from './statements.ts';
import { inWorkspace } from './transaction.ts';

export function postgresAudit(pool: PostgresPool, documents: Documents): AuditStore {
  return {
    append: (workspaceId, make) =>
      documents.change(workspaceId, async (own, statements) => {
        const head = await own.get('auditHeads', '');
        const last = await statements.one<{ place: number; record: AuditRecord }>(
          'select place, record from audit_records where workspace_id = $1 order by place desc limit 1',
          [workspaceId],
        );
        const record = make(furthest(last?.record ?? null, head));
        await insertAuditRecord(statements, workspaceId, (last?.place ?? 0) + 1, record);
        await own.put('auditHeads', '', { workspaceId, number: record.number, hash: record.hash });
        return record;
      }),
    read: (workspaceId) =>
      inWorkspace(pool, workspaceId, async (statements) => {
        const rows = await statements.rows<{ record: AuditRecord }>(
          'select record from audit_records where workspace_id = $1 order by place',
          [workspaceId],
        );
        return rows.map(({ record }) => record);
      }),
    pseudonym: (workspaceId, userId, fresh) =>
      documents.change(workspaceId, async (own) => {
        const known = await own.get('pseudonyms', userId);
        if (known) return known.pseudonym;
        const pseudonym = fresh();
        await own.put('pseudonyms', userId, { userId, pseudonym });
        return pseudonym;
      }),
    people: async (workspaceId) => {
      const people = await documents.list('pseudonyms', workspaceId);
      return new Map(people.map(({ pseudonym, userId }) => [pseudonym, userId]));
    },
  };
}

/** Remembers where a log ended elsewhere: what it had lost of its end is missed here, too. */
export function rememberEnd(documents: Documents, head: Tables['auditHeads']): Promise<void> {
  const { workspaceId } = head;
  return documents.change(workspaceId, async (own) => {
    const end = furthest(head, await own.get('auditHeads', ''));
    if (end) await own.put('auditHeads', '', { workspaceId, number: end.number, hash: end.hash });
  });
}

export async function insertAuditRecord(
  statements: Statements,
  workspaceId: string,
  place: number,
  record: AuditRecord,
): Promise<void> {
  await statements.run(
    'insert into audit_records (workspace_id, place, record) values ($1, $2, $3) on conflict do nothing',
    [workspaceId, place, JSON.stringify(record)],
  );
}

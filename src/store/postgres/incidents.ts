import { NOTHING_NAMED } from '../../domain/directory.ts';
import type { IncidentStore } from '../store.ts';
import type { CodedValues } from './coded-values.ts';
import { readIntegration } from './integration-data.ts';
import type { PostgresPool } from './pool.ts';
import type { Statements } from './statements.ts';
import { inWorkspace } from './transaction.ts';
import { readByNumber, readWhole, type WholeOf } from './whole-incidents.ts';
import { readOpen, readWindow } from './window.ts';
import { readRevision } from './workspace-lock.ts';

const SNAPSHOT = { reading: 'snapshot' } as const;

export function postgresIncidents(pool: PostgresPool, known: CodedValues): IncidentStore {
  /** Reads whole records of one integration; nothing where it holds no data. */
  function whole<Result>(
    workspaceId: string,
    integrationId: string,
    read: (statements: Statements, of: WholeOf) => Promise<Result>,
    nothing: Result,
  ) {
    return inWorkspace(
      pool,
      workspaceId,
      async (statements) => {
        const data = await readIntegration(statements, workspaceId, integrationId);
        if (!data) return nothing;
        return read(statements, { workspaceId, integrationId, code: data.code, known });
      },
      SNAPSHOT,
    );
  }

  return {
    sequence: (workspaceId) =>
      inWorkspace(pool, workspaceId, (statements) => readRevision(statements, workspaceId)),
    window: (workspaceId, query) =>
      inWorkspace(
        pool,
        workspaceId,
        (statements) => readWindow(statements, known, workspaceId, query),
        SNAPSHOT,
      ),
    open: (workspaceId, integrationIds) =>
      inWorkspace(
        pool,
        workspaceId,
        (statements) => readOpen(statements, known, workspaceId, integrationIds),
        SNAPSHOT,
      ),
    get: (workspaceId, integrationId, ids) =>
      whole(workspaceId, integrationId, (statements, of) => readWhole(statements, of, ids), []),
    findByNumber: (workspaceId, integrationId, number) =>
      whole(workspaceId, integrationId, (statements, of) => readByNumber(statements, of, number), undefined),
    count: (workspaceId, integrationId) =>
      inWorkspace(
        pool,
        workspaceId,
        async (statements) => (await readIntegration(statements, workspaceId, integrationId))?.incidents ?? 0,
      ),
    directory: (workspaceId, integrationId) =>
      inWorkspace(
        pool,
        workspaceId,
        async (statements) =>
          (await readIntegration(statements, workspaceId, integrationId))?.directory ?? NOTHING_NAMED,
      ),
  };
}

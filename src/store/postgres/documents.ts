import { DatabaseError } from 'pg';
import { NameTakenError } from '../errors.ts';
import { isInReports, type Tables } from '../tables.ts';
import type { PostgresPool } from './pool.ts';
import type { Statements } from './statements.ts';
import { acrossWorkspaces, inWorkspace } from './transaction.ts';
import { lockWorkspace, nextRevision } from './workspace-lock.ts';

type Kind = keyof Tables;

/** The small tables of all workspaces. */
export interface Documents {
  get<Name extends Kind>(kind: Name, workspaceId: string, id: string): Promise<Tables[Name] | undefined>;
  /** In the order in which they were first saved. */
  list<Name extends Kind>(kind: Name, workspaceId: string): Promise<readonly Tables[Name][]>;
  /** Of all workspaces: for the scheduler alone. */
  all<Name extends Kind>(kind: Name): Promise<readonly Tables[Name][]>;
  put<Name extends Kind>(kind: Name, workspaceId: string, id: string, value: Tables[Name]): Promise<void>;
  /**
   * Changes one as it is then; not where `changing` returns what it was given. Resolves with what it is then, `undefined`
   * where there is none.
   *
   * @param nameOf see {@link OwnDocuments.put}
   */
  update<Name extends Kind>(
    kind: Name,
    workspaceId: string,
    id: string,
    changing: (known: Tables[Name]) => Tables[Name],
    nameOf?: (value: Tables[Name]) => string | null,
  ): Promise<Tables[Name] | undefined>;
  delete(kind: Kind, workspaceId: string, id: string): Promise<void>;
  /** Reads and writes with nothing in between, in one commit. */
  change<Result>(
    workspaceId: string,
    work: (own: OwnDocuments, statements: Statements) => Promise<Result>,
  ): Promise<Result>;
}

/** The small tables of one workspace, within a transaction. */
export class OwnDocuments {
  readonly #statements: Statements;
  readonly #workspaceId: string;
  /** Whether something was written that a report may read. */
  changedReports = false;

  constructor(statements: Statements, workspaceId: string) {
    this.#statements = statements;
    this.#workspaceId = workspaceId;
  }

  async get<Name extends Kind>(kind: Name, id: string): Promise<Tables[Name] | undefined> {
    const row = await this.#statements.one<{ value: Tables[Name] }>(
      'select value from documents where workspace_id = $1 and kind = $2 and id = $3',
      [this.#workspaceId, kind, id],
    );
    return row?.value;
  }

  async list<Name extends Kind>(kind: Name): Promise<readonly Tables[Name][]> {
    const rows = await this.#statements.rows<{ value: Tables[Name] }>(
      'select value from documents where workspace_id = $1 and kind = $2 order by place',
      [this.#workspaceId, kind],
    );
    return rows.map(({ value }) => value);
  }

  /**
   * Inserts or replaces.
   *
   * @param uniqueName taken by no other of the kind, without regard to case; throws `NameTakenError` where it is
   */
  async put<Name extends Kind>(
    kind: Name,
    id: string,
    value: Tables[Name],
    uniqueName: string | null = null,
  ): Promise<void> {
    try {
      await this.#statements.run(
        `insert into documents (workspace_id, kind, id, name, value) values ($1, $2, $3, $4, $5)
         on conflict (workspace_id, kind, id) do update set name = excluded.name, value = excluded.value`,
        [this.#workspaceId, kind, id, uniqueName?.toLowerCase() ?? null, JSON.stringify(value)],
      );
    } catch (error) {
      const isTaken = error instanceof DatabaseError && error.constraint === 'documents_names';
      throw isTaken && uniqueName !== null ? new NameTakenError(uniqueName) : error;
    }
    this.#note(kind);
  }

  async delete(kind: Kind, id: string): Promise<void> {
    await this.#statements.run('delete from documents where workspace_id = $1 and kind = $2 and id = $3', [
      this.#workspaceId,
      kind,
      id,
    ]);
    this.#note(kind);
  }

  #note(kind: Kind): void {
    if (isInReports(kind)) this.changedReports = true;
  }
}

export function createDocuments(pool: PostgresPool): Documents {
  function change<Result>(
    workspaceId: string,
    work: (own: OwnDocuments, statements: Statements) => Promise<Result>,
  ) {
    return inWorkspace(pool, workspaceId, async (statements) => {
      await lockWorkspace(statements, workspaceId);
      const own = new OwnDocuments(statements, workspaceId);
      const result = await work(own, statements);
      if (own.changedReports) await nextRevision(statements, workspaceId);
      return result;
    });
  }
  function read<Result>(workspaceId: string, work: (own: OwnDocuments) => Promise<Result>) {
    return inWorkspace(pool, workspaceId, (statements) => work(new OwnDocuments(statements, workspaceId)));
  }

  return {
    get: (kind, workspaceId, id) => read(workspaceId, (own) => own.get(kind, id)),
    list: (kind, workspaceId) => read(workspaceId, (own) => own.list(kind)),
    all: <Name extends Kind>(kind: Name) =>
      acrossWorkspaces(pool, async (statements) => {
        // The kind stands in the statement, so that the planner sees that a partial index holds it.
        const rows = await statements.rows<{ value: Tables[Name] }>(
          `select value from documents where kind = '${kind}' order by workspace_id, place`,
        );
        return rows.map(({ value }) => value);
      }),
    update: (kind, workspaceId, id, changing, nameOf = () => null) =>
      change(workspaceId, async (own) => {
        const known = await own.get(kind, id);
        if (known === undefined) return undefined;
        const value = changing(known);
        if (value !== known) await own.put(kind, id, value, nameOf(value));
        return value;
      }),
    put: (kind, workspaceId, id, value) => change(workspaceId, (own) => own.put(kind, id, value)),
    delete: (kind, workspaceId, id) => change(workspaceId, (own) => own.delete(kind, id)),
    change,
  };
}

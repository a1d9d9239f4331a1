import type { Change } from '../change.ts';
import type { Tables } from '../tables.ts';
import type { Database } from './database.ts';

/**
 * Changes a document of a small table as it is when its turn has come; not where `changing` returns what it was given.
 *
 * @param check throws where the new value cannot be
 * @returns what it is then; `undefined` where there is none
 */
export function updateDocument<Name extends keyof Tables>(
  database: Database,
  { table, workspaceId, id }: { readonly table: Name; readonly workspaceId: string; readonly id: string },
  changing: (known: Tables[Name]) => Tables[Name],
  check: (value: Tables[Name]) => void = () => {},
): Promise<Tables[Name] | undefined> {
  return database.commit(() => {
    const known = database.documents.get(table, workspaceId, id);
    if (known === undefined) return { changes: [], result: undefined };
    const value = changing(known);
    if (value === known) return { changes: [], result: known };
    check(value);
    const changes: Change[] = [{ kind: 'put', table, workspaceId, id, value }];
    return { changes, result: value };
  });
}

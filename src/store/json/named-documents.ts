import { NameTakenError } from '../errors.ts';
import type { Tables } from '../tables.ts';
import type { Database } from './database.ts';
import { updateDocument } from './update-document.ts';

/** Documents of a small table in which no two of a workspace have one name, whatever its case. */
export function namedDocuments<Name extends 'integrations' | 'collections' | 'profiles'>(
  database: Database,
  table: Name,
) {
  function demandFreeName({ workspaceId, id, name }: Tables[Name]): void {
    const isTaken = database.documents
      .list(table, workspaceId)
      .some((other) => other.id !== id && other.name.toLowerCase() === name.toLowerCase());
    if (isTaken) throw new NameTakenError(name);
  }
  return {
    /** Inserts or replaces. Throws a {@link NameTakenError}. */
    save: (value: Tables[Name]): Promise<void> =>
      database.commit(() => {
        demandFreeName(value);
        const { workspaceId, id } = value;
        return { changes: [{ kind: 'put', table, workspaceId, id, value }], result: undefined };
      }),
    /** See {@link updateDocument}. Throws a {@link NameTakenError}. */
    update: (workspaceId: string, id: string, changing: (known: Tables[Name]) => Tables[Name]) =>
      updateDocument(database, { table, workspaceId, id }, changing, demandFreeName),
  };
}

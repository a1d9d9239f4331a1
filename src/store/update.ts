/**
 * Changes what is there, with nothing in between; not where `changing` returns what it was given. Resolves with what it is then,
 * `undefined` where there is none: what was deleted does not come back. Throws a `NameTakenError` where names are unique and
 * another of the workspace has the new one.
 *
 * @param changing without effects: it may be asked again
 */
export type Update<Value> = (
  workspaceId: string,
  id: string,
  changing: (known: Value) => Value,
) => Promise<Value | undefined>;

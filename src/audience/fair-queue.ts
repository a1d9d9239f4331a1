import { BusyError } from './busy-error.ts';

/**
 * Lets so many works go on at once; the others wait in a row for each workspace, and the rows take turns.
 * Rejects with a {@link BusyError} where a row has become too long.
 */
export function fairQueue(
  most: number,
  mostWaiting: number,
): <Result>(workspaceId: string, work: () => Promise<Result>) => Promise<Result> {
  /** In the order of their turns. */
  const rows = new Map<string, (() => void)[]>();
  let working = 0;

  function wait(workspaceId: string): Promise<void> {
    const row = rows.get(workspaceId) ?? [];
    if (row.length >= mostWaiting) throw new BusyError();
    rows.set(workspaceId, row);
    return new Promise((resolve) => row.push(resolve));
  }

  /** The first of the row whose turn it is; that row goes to the end. */
  function next(): (() => void) | undefined {
    for (const [workspaceId, row] of rows) {
      rows.delete(workspaceId);
      const first = row.shift();
      if (row.length > 0) rows.set(workspaceId, row);
      if (first) return first;
    }
    return undefined;
  }

  return async (workspaceId, work) => {
    if (working < most) working += 1;
    else await wait(workspaceId);
    try {
      return await work();
    } finally {
      const first = next();
      if (first === undefined) working -= 1;
      // An answer that is remembered takes no turn of the event loop: a row of them would let nobody in between.
      else setImmediate(first);
    }
  };
}

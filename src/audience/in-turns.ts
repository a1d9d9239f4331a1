import type { AskedReports, ChannelReports } from './asked-reports.ts';
import { BusyError } from './busy-error.ts';

/** More than one, since some wait for Slack (who is in a channel?); few, since all compute on one thread. */
const AT_ONCE = 2;
/** Of one workspace. */
const MOST_WAITING = 500;

/**
 * The same reports, few at a time: those of one workspace in the order in which they were asked for, the workspaces in turn.
 *
 * Each computes in slices and lets others through between them: with many at once others would wait for a slice of each.
 * So, however many ask, Slack gets its acknowledgements in time, and the answers follow as fast as they can be computed; and
 * however much one workspace asks, the others wait for two of its answers at most.
 */
export function inTurns(reports: AskedReports & ChannelReports): AskedReports & ChannelReports {
  const turn = turns(AT_ONCE, MOST_WAITING);
  return {
    answer: (actor, ...asked) => turn(actor.workspaceId, () => reports.answer(actor, ...asked)),
    again: (actor, ...asked) => turn(actor.workspaceId, () => reports.again(actor, ...asked)),
    incidents: (actor, ...asked) => turn(actor.workspaceId, () => reports.incidents(actor, ...asked)),
    csv: (actor, ...asked) => turn(actor.workspaceId, () => reports.csv(actor, ...asked)),
    answerFor: (workspaceId, ...asked) => turn(workspaceId, () => reports.answerFor(workspaceId, ...asked)),
  };
}

/**
 * Lets so many works go on at once; the others wait in a row for each workspace, and the rows take turns.
 * Rejects with a {@link BusyError} where a row has become too long.
 */
export function turns(
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

import type { AskedReports, ChannelReports } from './asked-reports.ts';
import { fairQueue } from './fair-queue.ts';

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
  const turn = fairQueue(AT_ONCE, MOST_WAITING);
  return {
    answer: (actor, ...asked) => turn(actor.workspaceId, () => reports.answer(actor, ...asked)),
    again: (actor, ...asked) => turn(actor.workspaceId, () => reports.again(actor, ...asked)),
    incidents: (actor, ...asked) => turn(actor.workspaceId, () => reports.incidents(actor, ...asked)),
    csv: (actor, ...asked) => turn(actor.workspaceId, () => reports.csv(actor, ...asked)),
    answerFor: (workspaceId, ...asked) => turn(workspaceId, () => reports.answerFor(workspaceId, ...asked)),
  };
}

import type { AskedReports, ChannelReports } from './asked-reports.ts';

/** More than one, since some wait for Slack (who is in a channel?); few, since all compute on one thread. */
const AT_ONCE = 2;

/**
 * The same reports, few at a time, in the order in which they were asked for.
 *
 * Each computes in slices and lets others through between them: with many at once others would wait for a slice of each.
 * So, however many ask, Slack gets its acknowledgements in time, and the answers follow as fast as they can be computed.
 */
export function inTurns(reports: AskedReports & ChannelReports): AskedReports & ChannelReports {
  const turn = turns(AT_ONCE);
  return {
    answer: (...asked) => turn(() => reports.answer(...asked)),
    again: (...asked) => turn(() => reports.again(...asked)),
    incidents: (...asked) => turn(() => reports.incidents(...asked)),
    csv: (...asked) => turn(() => reports.csv(...asked)),
    answerFor: (...asked) => turn(() => reports.answerFor(...asked)),
  };
}

/** Lets so many works go on at once; the others wait in a row. */
export function turns(most: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let working = 0;
  return async (work) => {
    if (working < most) working += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) working -= 1;
      // An answer that is remembered takes no turn of the event loop: a row of them would let nobody in between.
      else setImmediate(next);
    }
  };
}

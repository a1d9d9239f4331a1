import { type Logger, schedule } from 'node-cron';
import type { Log } from '../domain/log.ts';
import { cronProblem } from './cron-expression.ts';
import type { Ticker } from './ticker.ts';

/** The {@link Ticker} of production: node-cron with `noOverlap`, in UTC, where no hour is skipped or repeated. */
export function cronTicker(log: Log): Ticker {
  return (expression, task) => {
    const problem = cronProblem(expression);
    if (problem !== null) throw new RangeError(problem);
    const logger = loggerOf(log, expression);
    const ticking = schedule(expression, task, { noOverlap: true, timezone: 'UTC', logger });
    return { stop: () => void ticking.destroy() };
  };
}

/** node-cron writes to the console unless it is given somewhere else to write. */
function loggerOf(log: Log, cron: string): Logger {
  return {
    info: (message) => log.info({ cron }, message),
    debug: () => {},
    warn: (message) => log.warn({ cron }, message),
    error: (message, error) => log.error({ cron, err: error ?? message }, 'A scheduled task failed.'),
  };
}

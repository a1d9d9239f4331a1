/** A task that is called at the times of a cron expression until it is stopped. */
export interface Ticking {
  /** Ends it; no call begins afterwards. A call under way is the task's own to end. */
  stop(): void;
}

/**
 * Calls a task at the times of a cron expression (five or six fields, in UTC).
 *
 * A time that comes while the call before it is still under way is left out. Given as a parameter, so that tests tick
 * by hand instead of waiting. Throws for an expression that `cronProblem` refuses.
 */
export type Ticker = (expression: string, task: () => Promise<void>) => Ticking;

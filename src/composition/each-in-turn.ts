import type { Log } from '../domain/log.ts';

/** Chores by what they do, as a log line names it. */
export type Chore = readonly [what: string, work: () => Promise<unknown>];

/** Does chores one after another. One that fails is logged, and keeps nobody from the others. */
export async function eachInTurn(chores: readonly Chore[], log: Pick<Log, 'error'>): Promise<void> {
  for (const [what, work] of chores) {
    try {
      await work();
    } catch (error) {
      log.error(
        { err: error },
        `${what} failed. The other chores went on; this one is tried again next time.`,
      );
    }
  }
}

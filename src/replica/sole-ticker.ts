import type { Log } from '../domain/log.ts';
import type { Ticker } from '../schedule/ticker.ts';
import { EVERY_WORKSPACE, type LeaseStore } from '../store/lease-store.ts';
import { keepLease, LEASE } from './keep-lease.ts';

export interface SoleTickerOptions {
  readonly ticker: Ticker;
  readonly leases: LeaseStore;
  /** Id of this process. */
  readonly owner: string;
  readonly log: Log;
}

/** Clocks of replicas differ by less, and all of them have ticked after so long. */
const APART = 30;

/**
 * A ticker whose task is done by one replica each time: the first that comes. The others leave that time out. Where one dies
 * over it, the next time is another's.
 *
 * @param name of the task, the same on all replicas
 */
export function soleTicker({ ticker, leases, owner, log }: SoleTickerOptions, name: string): Ticker {
  const key = { workspaceId: EVERY_WORKSPACE, name };
  return (expression, task) =>
    ticker(expression, async () => {
      const lease = await leases.claim(key, owner, { lease: LEASE, apart: APART });
      if (lease === null) return;
      const giveBack = keepLease(lease, {
        leases,
        onLost: () => log.warn({ name }, 'Another replica took over a task that this one was slow with.'),
      });
      try {
        await task();
      } finally {
        await giveBack();
      }
    });
}

import { setTimeout } from 'node:timers/promises';
import type { LeaseKey, LeaseStore } from '../store/lease-store.ts';
import { keepLease, LEASE } from './keep-lease.ts';

export interface InTurnOptions {
  readonly leases: LeaseStore;
  /** Id of this process. */
  readonly owner: string;
}

/** Does something while nobody else does anything under the same key, on any replica. */
export type InTurn = <Result>(key: LeaseKey, work: () => Promise<Result>) => Promise<Result>;

/** Milliseconds between two looks whether it is free. */
const LOOKS = 100;

/**
 * One after the other, across replicas. Somebody who died over it is waited for as long as their lease.
 *
 * For what is short and must not be done twice at the same moment; what may take longer belongs under a lease of its own.
 */
export function createInTurn({ leases, owner }: InTurnOptions): InTurn {
  return async (key, work) => {
    let lease = await leases.claim(key, owner, { lease: LEASE });
    while (lease === null) {
      await setTimeout(LOOKS);
      lease = await leases.claim(key, owner, { lease: LEASE });
    }
    const giveBack = keepLease(lease, { leases, onLost: () => {} });
    try {
      return await work();
    } finally {
      await giveBack();
    }
  };
}

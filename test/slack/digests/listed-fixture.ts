import type { ListedDigest } from '../../../src/digest/digests.ts';
import type { Digest } from '../../../src/domain/digest.ts';
import { DAY } from '../../../src/domain/duration.ts';
import type { Slot } from '../../../src/store/slot-ledger.ts';
import { NOW } from '../records.ts';
import { digest } from './digest-fixture.ts';

/** A digest as a list shows it. */
export function listed(
  change: Partial<Omit<ListedDigest, 'digest'>> & { readonly digest?: Partial<Digest> } = {},
): ListedDigest {
  return {
    collection: 'Payments',
    next: NOW + DAY,
    last: null,
    mayChange: true,
    ...change,
    digest: digest(change.digest),
  };
}

/** How its latest slot went. */
export function slot(change: Partial<Slot> = {}): Slot {
  return {
    workspaceId: 'T1',
    digestId: 'd1',
    dueAt: NOW - DAY,
    state: 'done',
    owner: null,
    leaseUntil: null,
    attempts: 1,
    retryAt: null,
    finishedAt: NOW - DAY,
    message: null,
    note: null,
    reportIds: [],
    toldAt: null,
    ...change,
  };
}

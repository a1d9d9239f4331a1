import type { SatelliteWork } from '../domain/satellite.ts';
import type { BatchNumber, BatchOutcome } from './satellite-store.ts';
import type { Sequence } from './sequence.ts';
import type { CommitResult } from './sync-store.ts';

/** Whether a batch is the next one of its lease (`null`), or what is to be said of it instead. */
export function outOfOrder(
  { lease }: SatelliteWork,
  { token, number }: BatchNumber,
  sequence: Sequence,
): BatchOutcome | null {
  if (lease?.token !== token) return { kind: 'void' };
  const last = lease.lastBatch;
  const expected = (last?.number ?? 0) + 1;
  if (number > expected) return { kind: 'gap', expected };
  if (number === expected) return null;
  const { inserted, updated } = number === last?.number ? last : { inserted: 0, updated: 0 };
  return { kind: 'repeated', result: { inserted, updated, sequence } };
}

/** What is agreed once the batch is stored: the lease goes on until then at least. */
export function afterBatch(
  work: SatelliteWork,
  { number, until }: BatchNumber & { readonly until: number },
  { inserted, updated }: Pick<CommitResult, 'inserted' | 'updated'>,
): SatelliteWork {
  const { lease } = work;
  if (lease === null) return work;
  const expiresAt = Math.max(lease.expiresAt, until);
  return { ...work, lease: { ...lease, expiresAt, lastBatch: { number, inserted, updated } } };
}

import { z } from 'zod';
import { Id, SecondsNumber } from './words.ts';

/**
 * `POST /satellite/v1/lease`: takes an integration over, so that several satellites do no work twice.
 *
 * Held as long as the satellite runs, by heartbeats and batches; not given up between two runs. A satellite that asks
 * again for one that it holds (after a crash) gets a new token, and the old one is void.
 */
export const LeaseRequest = z.object({ integrationId: Id });
export type LeaseRequest = z.infer<typeof LeaseRequest>;

export const LeaseAnswer = z.object({
  /** The fencing token: higher than every one before. Goes with every read and batch. */
  token: z.int(),
  /** Ends so long after the last heartbeat or batch. */
  leaseSeconds: SecondsNumber,
});
export type LeaseAnswer = z.infer<typeof LeaseAnswer>;

/** `POST /satellite/v1/release`: gives it back at once, at a graceful stop. A token that is void by now does no harm. */
export const ReleaseRequest = z.object({ integrationId: Id, token: z.int() });
export type ReleaseRequest = z.infer<typeof ReleaseRequest>;

export const ReleaseAnswer = z.object({});
export type ReleaseAnswer = z.infer<typeof ReleaseAnswer>;

import type { Seconds } from '../domain/duration.ts';
import type { Lease, LeaseStore } from '../store/lease-store.ts';

/** How long a process may be silent before another takes over: with the time to notice, less than a minute. */
export const LEASE: Seconds = 30;

export interface Keeping {
  readonly leases: Pick<LeaseStore, 'renew' | 'release'>;
  /** How long it was claimed for. Renewed three times in it. Default {@link LEASE}. */
  readonly seconds?: Seconds;
  /** Somebody asked for what is being done. */
  readonly onWanted?: () => void;
  /** Somebody else has it now, or may have: nothing more must be done under it. Called once at most. */
  readonly onLost: () => void;
}

/**
 * Renews a lease until it is given back. A process that was paused, or that the store did not answer for the whole lease, learns
 * that it lost it; until it does, the store refuses its commits.
 *
 * @returns gives it back; resolves with whether somebody asked for more meanwhile. A store that does not answer lets the
 * lease run out: then the work counts as unfinished, and is taken up again.
 */
export function keepLease(
  lease: Lease,
  { leases, seconds = LEASE, onWanted = () => {}, onLost }: Keeping,
): () => Promise<'held' | 'wanted' | 'lost'> {
  let heldUntil = performance.now() + seconds * 1000;
  let renewing: Promise<void> | null = null;
  const timer = setInterval(() => {
    renewing ??= renew().finally(() => (renewing = null));
  }, seconds * 333);
  timer.unref();

  async function renew(): Promise<void> {
    const askedAt = performance.now();
    try {
      const standing = await leases.renew(lease, seconds);
      if (standing === 'lost') return lose();
      heldUntil = askedAt + seconds * 1000;
      if (standing === 'wanted') onWanted();
    } catch {
      if (performance.now() > heldUntil) lose();
    }
  }

  function lose(): void {
    clearInterval(timer);
    onLost();
  }

  return async () => {
    clearInterval(timer);
    await renewing;
    try {
      return await leases.release(lease);
    } catch {
      return 'lost';
    }
  };
}

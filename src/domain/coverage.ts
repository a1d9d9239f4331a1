import type { Instant } from './instant.ts';

/**
 * The span `[coveredFrom, completeTo)` in which an integration's incidents are complete in the store.
 *
 * The backfill moves the first back, every run moves the second forward; neither moves before the data is stored.
 */
export interface Coverage {
  readonly coveredFrom: Instant;
  readonly completeTo: Instant;
}

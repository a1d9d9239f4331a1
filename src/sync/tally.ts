/** What a run has done so far. Counted as it happens, so that a failed run tells what it did before. */
export interface Tally {
  /** Incidents read, whether they were new, changed or neither. */
  read: number;
  /** Incidents that were new or changed in the store. */
  stored: number;
  /** Records that could not be read, kept aside. */
  rejected: number;
}

export function newTally(): Tally {
  return { read: 0, stored: 0, rejected: 0 };
}

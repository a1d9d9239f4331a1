export interface RequestCounts {
  readonly requests: number;
  readonly retries: number;
}

/** How one request ended. */
export interface RequestOutcome {
  /** HTTP status of the answer; `null` where none came. */
  readonly status: number | null;
}

export interface RequestCounts {
  readonly requests: number;
  readonly retries: number;
}

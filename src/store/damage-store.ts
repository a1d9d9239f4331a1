import type { Instant, Span } from '../domain/instant.ts';

/** Data that was lost to a damaged file, and can be read from PagerDuty again. */
export interface Damage {
  readonly workspaceId: string;
  readonly id: string;
  readonly integrationId: string;
  /** Incidents created in this span are to be read again; then {@link DamageStore.resolve} it. */
  readonly span: Span;
  /** What happened, for an admin: which file, and where the damaged one lies now. */
  readonly sentence: string;
  readonly at: Instant;
}

export interface DamageStore {
  list(workspaceId: string): Promise<readonly Damage[]>;
  /** Damage of all workspaces: for the scheduler alone. */
  all(): Promise<readonly Damage[]>;
  /** The span was read again. */
  resolve(workspaceId: string, id: string): Promise<void>;
}

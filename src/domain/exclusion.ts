import type { Instant } from './instant.ts';

/** Names one incident of a workspace. */
export interface IncidentKey {
  readonly integrationId: string;
  readonly incidentId: string;
  /** The number people use. */
  readonly number: number;
}

/** One incident that does not count, because somebody said so. Withdrawn ones are kept: who did what stays readable. */
export interface Exclusion extends IncidentKey {
  readonly workspaceId: string;
  readonly id: string;
  /** Why, in the words of who did it: 1 to 300 characters. */
  readonly reason: string;
  /** Slack user id. */
  readonly by: string;
  readonly at: Instant;
  /** Set when it was taken back: the incident counts again. */
  readonly withdrawn: { readonly by: string; readonly at: Instant } | null;
}

import type { Exclusion } from '../domain/exclusion.ts';

/** Whether somebody may exclude; a refusal says why, as a sentence for the person. */
export type DecideExclusion = (
  workspaceId: string,
  userId: string,
) => Promise<{ readonly allowed: true } | { readonly allowed: false; readonly sentence: string }>;

export type ExclusionOutcome =
  | { readonly kind: 'done'; readonly exclusion: Exclusion }
  /** Nothing is changed. The sentence is for the person: no right, no reason, no such incident. */
  | { readonly kind: 'refused'; readonly sentence: string };

/** Excludes single incidents from every number of a workspace, with a reason, and takes that back. */
export interface Exclusions {
  /** Those in force, the latest first. */
  list(workspaceId: string): Promise<readonly Exclusion[]>;
  /**
   * @param by Slack user id of who does it: a Collection Admin
   * @param reason 1 to 300 characters
   */
  exclude(
    workspaceId: string,
    incident: { readonly integrationId: string; readonly incidentId: string },
    reason: string,
    by: string,
  ): Promise<ExclusionOutcome>;
  /** Takes an exclusion back: the incident counts again. */
  include(
    workspaceId: string,
    incident: { readonly integrationId: string; readonly incidentId: string },
    by: string,
  ): Promise<ExclusionOutcome>;
}

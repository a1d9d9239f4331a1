/** Settings of one workspace: a Slack team, or an Enterprise organisation for an org-wide install. */
export interface WorkspaceSettings {
  readonly workspaceId: string;
  /** IANA zone in which windows are cut unless a question names another. */
  readonly zone: string;
  /** Whether people are a dimension of reports. Off unless an SEI Admin turns it on. */
  readonly peopleReports: boolean;
}

/** The settings of a workspace that chose none. */
export function defaultSettings(workspaceId: string): WorkspaceSettings {
  return { workspaceId, zone: 'UTC', peopleReports: false };
}

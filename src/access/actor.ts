/**
 * Who asks for something: the first parameter of every service that shows or changes anything.
 *
 * Comes from what Slack signed, never from a button's value or a view's metadata.
 */
export interface Actor {
  /** The tenant: a Slack team, or an Enterprise organisation for an org-wide install. */
  readonly workspaceId: string;
  /** The Slack team the person acts in: of an organisation's several, or the workspace itself. */
  readonly teamId: string;
  readonly userId: string;
}

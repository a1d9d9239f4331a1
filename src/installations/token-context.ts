/** Binds a sealed Slack token to its workspace: one that is moved elsewhere does not open. */
export function tokenContext(workspaceId: string): string {
  return `slack-token/${workspaceId}`;
}

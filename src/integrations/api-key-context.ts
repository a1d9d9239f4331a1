/** What an integration's sealed API key is bound to: moved to another integration or workspace it does not open. */
export function apiKeyContext(integration: { readonly workspaceId: string; readonly id: string }): string {
  return `pagerduty-api-key:${JSON.stringify([integration.workspaceId, integration.id])}`;
}

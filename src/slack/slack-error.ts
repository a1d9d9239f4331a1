/** Slack's own word for why it refused a Web API call (`channel_not_found`), or `null` for any other error. */
export function slackErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('data' in error)) return null;
  const { data } = error;
  if (typeof data !== 'object' || data === null || !('error' in data)) return null;
  return typeof data.error === 'string' ? data.error : null;
}

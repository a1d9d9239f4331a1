import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Tokens } from '../installations/tokens.ts';

const MOST_KEPT = 500;

/**
 * Web API clients by workspace, each with the token that is good now.
 *
 * A client is kept as long as its token, since what it queues and waits for is its own.
 */
export function slackClients(
  tokens: Pick<Tokens, 'of'>,
  options: () => WebClientOptions,
): (workspaceId: string) => Promise<WebClient> {
  const kept = new Map<string, WebClient>();
  return async (workspaceId) => {
    const { botToken } = await tokens.of(workspaceId);
    const known = kept.get(workspaceId);
    if (known?.token === botToken) return known;
    const client = new WebClient(botToken, options());
    kept.delete(workspaceId);
    kept.set(workspaceId, client);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return client;
  };
}

import { WebClient } from '@slack/web-api';
import type { Installing, SlackConfig } from '../../config.ts';
import type { Clock } from '../../domain/clock.ts';
import type { RenewTokens } from '../../installations/create-tokens.ts';
import type { Log } from '../../log.ts';
import { slackLogger } from '../slack-logger.ts';

/** Rotates a token with `oauth.v2.access`. Never tried twice by itself: a refresh token is good for one use. */
export function renewTokens(options: {
  readonly installing: Extract<Installing, { mode: 'many workspaces' }>;
  readonly apiUrl: SlackConfig['apiUrl'];
  readonly clock: Clock;
  readonly log: Log;
}): RenewTokens {
  const { installing, apiUrl, clock, log } = options;
  const client = new WebClient(undefined, {
    slackApiUrl: apiUrl,
    timeout: 10_000,
    retryConfig: { retries: 0 },
    logger: slackLogger(log),
  });
  return async (refreshToken) => {
    const answer = await client.oauth.v2.access({
      client_id: installing.clientId,
      client_secret: installing.clientSecret,
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
    });
    const { access_token, refresh_token, expires_in } = answer;
    if (!access_token || !refresh_token || expires_in === undefined)
      throw new Error('Slack answered a token rotation without tokens.');
    return { accessToken: access_token, refreshToken: refresh_token, expiresAt: clock.now() + expires_in };
  };
}

import { slackErrorCode } from './slack-error.ts';

const WHERE = {
  SLACK_BOT_TOKEN: 'the bot token (xoxb-…) again: your Slack app, OAuth & Permissions',
  SLACK_APP_TOKEN:
    'the app-level token (xapp-…, with connections:write) again: your Slack app, Basic Information',
} as const;

/** Slack does not take a token of the environment: nothing will work until the operator mends it. */
export class SlackTokenRefusedError extends Error {
  override readonly name = 'SlackTokenRefusedError';

  /** @param reason Slack's own word, `invalid_auth` */
  constructor(variable: keyof typeof WHERE, reason: string) {
    super(`Slack refused ${variable} (${reason}). Copy ${WHERE[variable]}.`);
  }
}

const REFUSALS = new Set([
  'invalid_auth',
  'not_authed',
  'not_allowed_token_type',
  'missing_scope',
  'account_inactive',
  'token_revoked',
  'token_expired',
]);

/** Slack's word for why it refused a token, or `null` where the failure is of another kind. */
export function refusedToken(error: unknown): string | null {
  const code = slackErrorCode(error);
  return code !== null && REFUSALS.has(code) ? code : null;
}

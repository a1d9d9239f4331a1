import { AuthorizationError, InvalidStateError, MissingCodeError, MissingStateError } from '@slack/oauth';
import { slackErrorCode } from '../slack-error.ts';
import type { InstallFailure } from './pages.ts';

const BY_SLACKS_WORD: Readonly<Record<string, InstallFailure>> = {
  invalid_code: 'expired',
  code_already_used: 'expired',
  bad_redirect_uri: 'misconfigured',
  invalid_client_id: 'misconfigured',
  bad_client_secret: 'misconfigured',
  invalid_scope: 'misconfigured',
  ratelimited: 'Slack down',
  internal_error: 'Slack down',
  fatal_error: 'Slack down',
  service_unavailable: 'Slack down',
};

const NO_ANSWER: ReadonlySet<unknown> = new Set([
  'slack_webapi_request_error',
  'slack_webapi_http_error',
  'slack_webapi_rate_limited_error',
]);

/** What went wrong while somebody installed the app. */
export function installFailure(error: unknown): InstallFailure {
  if (error instanceof AuthorizationError) return 'denied';
  if (error instanceof InvalidStateError) return /expired/.test(error.message) ? 'expired' : 'bad state';
  if (error instanceof MissingStateError || error instanceof MissingCodeError) return 'bad state';
  const known = BY_SLACKS_WORD[slackErrorCode(error) ?? ''];
  if (known !== undefined) return known;
  if (error instanceof Error && 'code' in error && NO_ANSWER.has(error.code)) return 'Slack down';
  return 'unknown';
}

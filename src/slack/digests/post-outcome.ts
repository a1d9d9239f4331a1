import { ErrorCode, type WebAPIRateLimitedError } from '@slack/web-api';
import type { PostOutcome } from '../../digest/digest-poster.ts';
import type { Seconds } from '../../domain/duration.ts';
import { slackErrorCode } from '../slack-error.ts';

type NotPosted = Exclude<PostOutcome, { readonly kind: 'posted' }>;

/** Slack answers so when it broke on the way: the message may stand there. */
const BROKEN: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);

/** No connection came to be, so nothing was sent. @see https://nodejs.org/api/errors.html#common-system-errors */
const UNCONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Where Slack asks for a break without saying how long. */
const BREAK: Seconds = 30;

const UNANSWERED = 'Slack did not answer: nobody knows whether it took the message.';

/** What became of a message whose posting failed with this error of the Web API's client. */
export function postOutcome(error: unknown): NotPosted {
  const code = slackErrorCode(error);
  if (code === 'ratelimited' || code === 'rate_limited') return { kind: 'rate limited', retryAfter: BREAK };
  if (code !== null) return BROKEN.has(code) ? unknown() : { kind: 'refused', code };
  if (isRateLimit(error)) return { kind: 'rate limited', retryAfter: Math.max(1, error.retryAfter) };
  const status = statusOf(error);
  if (status === 429) return { kind: 'rate limited', retryAfter: BREAK };
  if (status !== null && status < 500) return { kind: 'refused', code: `http_${status}` };
  return connectionNeverWas(error)
    ? { kind: 'not sent', sentence: 'Slack could not be reached.' }
    : unknown();
}

function unknown(): NotPosted {
  return { kind: 'unknown', sentence: UNANSWERED };
}

function isRateLimit(error: unknown): error is WebAPIRateLimitedError {
  return error instanceof Error && 'code' in error && error.code === ErrorCode.RateLimitedError;
}

/** The status of an answer that was no JSON of Slack's. */
function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('code' in error) || error.code !== ErrorCode.HTTPError) return null;
  return 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : null;
}

function connectionNeverWas(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    if ('code' in at && typeof at.code === 'string' && UNCONNECTED.has(at.code)) return true;
    at = 'original' in at ? at.original : at.cause;
  }
  return false;
}

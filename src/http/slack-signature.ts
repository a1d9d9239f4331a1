import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Slack's own tolerance for the past; ours for the future too, or a captured request stamped ahead would stay valid for long. */
export const SIGNATURE_SECONDS = 300;

/** Whether the time that a request is stamped with lies near the present. Asked before the body is read. */
export function isStampedNow(headers: IncomingHttpHeaders, now: number): boolean {
  const stamp = headers['x-slack-request-timestamp'];
  return (
    typeof stamp === 'string' &&
    /^\d{1,12}$/.test(stamp) &&
    Math.abs(Number(stamp) - now) <= SIGNATURE_SECONDS
  );
}

/**
 * The signature of a request, where Slack made it with this secret; else `null`.
 *
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function signatureOf(headers: IncomingHttpHeaders, body: Buffer, secret: string): string | null {
  const { 'x-slack-signature': given, 'x-slack-request-timestamp': stamp } = headers;
  if (typeof given !== 'string' || typeof stamp !== 'string') return null;
  const made = createHmac('sha256', secret).update(`v0:${stamp}:`).update(body).digest('hex');
  const [theirs, ours] = [Buffer.from(given), Buffer.from(`v0=${made}`)];
  return theirs.length === ours.length && timingSafeEqual(theirs, ours) ? given : null;
}

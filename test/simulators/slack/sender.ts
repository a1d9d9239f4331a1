import { createHmac } from 'node:crypto';

/** What the app answered to one delivery, and how fast. */
export interface Ack {
  readonly status: number;
  readonly body: string;
  /** The body when it is JSON. */
  readonly json: Record<string, unknown> | null;
  readonly milliseconds: number;
}

export interface Delivery {
  readonly contentType?: 'application/json' | 'application/x-www-form-urlencoded';
  /** Seconds since 1970 in the signed timestamp; now when left out. */
  readonly timestamp?: number;
  /** Signs with another secret. */
  readonly secret?: string;
  /** Sends this signature as it is; `null` sends none. */
  readonly signature?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The signature Slack puts on a request. @see https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signatureOf(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** Posts one body to the app as Slack does, rightly signed unless told otherwise. */
export async function deliver(
  url: string,
  body: string,
  options: Delivery & { readonly secret: string; readonly timestamp: number },
): Promise<Ack> {
  const signature =
    options.signature === undefined
      ? signatureOf(options.secret, options.timestamp, body)
      : options.signature;
  const began = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': options.contentType ?? 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': String(options.timestamp),
      ...(signature === null ? {} : { 'x-slack-signature': signature }),
      ...options.headers,
    },
    body,
  });
  const answer = await response.text();
  return {
    status: response.status,
    body: answer,
    json: asJson(answer),
    milliseconds: performance.now() - began,
  };
}

function asJson(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>) // an object, checked just before
      : null;
  } catch {
    return null;
  }
}

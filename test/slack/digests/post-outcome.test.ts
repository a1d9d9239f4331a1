import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LogLevel, WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { slackDigestPoster } from '../../../src/slack/digests/slack-digest-poster.ts';
import { type Slack, startSlack } from '../../simulators/slack/slack.ts';
import { NOW } from '../records.ts';
import { digest, digestReport } from './digest-fixture.ts';

let slack: Slack;

beforeAll(async () => {
  slack = await startSlack();
});
afterAll(() => slack.stop());
beforeEach(() => slack.faults.clear());

function poster(slackApiUrl = slack.url) {
  const client = new WebClient(slack.botToken, {
    slackApiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });
  return slackDigestPoster({
    clientOf: async () => client,
    collectionOf: async () => 'Payments',
    clock: { now: () => NOW },
    log: pino({ level: 'silent' }),
    picturePatience: 1,
  });
}

function toChannel(name = 'payments') {
  return digestReport({ digest: digest({ place: { kind: 'channel', channelId: slack.channel(name).id } }) });
}

/** A port on which nothing listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens on TCP.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const post = () => poster().post(toChannel(), 'native');

test('it answers where the message stands, and puts the details below it', async () => {
  const outcome = await post();
  if (outcome.kind !== 'posted') throw new Error(`Refused: ${JSON.stringify(outcome)}`);
  await poster().postDetails(toChannel(), outcome.message);
  const [message, details] = slack.messages('payments').slice(-2);
  expect(message?.ts).toBe(outcome.message.timestamp);
  expect(details?.threadTs).toBe(outcome.message.timestamp);
  expect(slack.problems).toEqual([]);
});

test('to a person it goes as a direct message', async () => {
  const place = { kind: 'person', userId: slack.person('bob').id } as const;
  expect(await poster().post(digestReport({ digest: digest({ place }) }), 'text')).toMatchObject({
    kind: 'posted',
  });
  expect(slack.messages('bob')).toHaveLength(1);
});

test.each([
  'invalid_blocks',
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'user_disabled',
  'token_revoked',
  'account_inactive',
  'invalid_auth',
  'msg_too_long',
  'an_error_of_tomorrow',
])('%s is a refusal: Slack does not have the message', async (code) => {
  slack.faults.next('chat.postMessage', code);
  expect(await post()).toEqual({ kind: 'refused', code });
});

test.each(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])(
  'after %s nobody knows whether it has it',
  async (code) => {
    slack.faults.next('chat.postMessage', code);
    expect(await post()).toMatchObject({ kind: 'unknown' });
  },
);

test('a rate limit says how long Slack wants to be left alone', async () => {
  slack.faults.rateLimit('chat.postMessage', 7);
  expect(await post()).toEqual({ kind: 'rate limited', retryAfter: 7 });
});

test('a connection that breaks after the message was sent: unknown', async () => {
  slack.faults.breakAfter('chat.postMessage');
  expect(await post()).toMatchObject({ kind: 'unknown' });
});

test('a connection that never was: not sent', async () => {
  expect(await poster(`http://127.0.0.1:${await freePort()}/api/`).post(toChannel(), 'native')).toEqual({
    kind: 'not sent',
    sentence: 'Slack could not be reached.',
  });
});

test('without a token for the workspace nothing is sent', async () => {
  const without = slackDigestPoster({
    clientOf: async () => {
      throw new Error('The app is not installed there.');
    },
    collectionOf: async () => null,
    clock: { now: () => NOW },
    log: pino({ level: 'silent' }),
    picturePatience: 1,
  });
  expect(await without.post(toChannel(), 'native')).toEqual({
    kind: 'not sent',
    sentence: 'The app is not installed there.',
  });
});

test('what the owner is told carries names as text', async () => {
  const owner = slack.person('alice').id;
  await poster().tell(
    digest({ ownerId: owner, paused: { kind: 'not shown there', sentence: '<!here>.', at: NOW } }),
    {
      kind: 'paused',
    },
  );
  expect(slack.messages('alice').at(-1)?.text).toContain('&lt;!here&gt;');
});

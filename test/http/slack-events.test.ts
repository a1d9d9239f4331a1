import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHttpServer, type HttpServer, type Route, sendText } from '../../src/http/server.ts';
import { slackEvents } from '../../src/http/slack-events.ts';
import { type Delivery, deliver, signatureOf } from '../simulators/slack/sender.ts';
import { rawRequest, statusOf } from './raw-request.ts';

const NOW = 1_800_000_000;
const SECRET = 'the-signing-secret';
const ROOM = 3_000_000;

let server: HttpServer;
let url: string;
let now: number;
let received: string[];
let answer: number;

beforeEach(async () => {
  [now, received, answer] = [NOW, [], 200];
  const receive: Route = (request, response) => {
    received.push(String('rawBody' in request ? request.rawBody : ''));
    sendText(response, answer, 'received');
  };
  server = createHttpServer({
    routes: {
      'POST /slack/events': slackEvents({
        receive,
        signingSecret: SECRET,
        now: () => now,
        onAcknowledged: () => {},
        room: ROOM,
      }),
    },
    otherwise: (_request, response) => sendText(response, 404, 'not here'),
    onError: (error) => {
      throw error;
    },
  });
  url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}/slack/events`;
});
afterEach(() => server.close(100));

const post = async (body = 'command=%2Fsei-mttr&trigger_id=1', options: Delivery = {}) =>
  (await deliver(url, body, { secret: SECRET, timestamp: NOW, ...options })).status;

describe('T9 requests that Slack did not send', () => {
  test.each([
    ['rightly signed now', {}, 200],
    ['five minutes ago', { timestamp: NOW - 300 }, 200],
    ['longer ago', { timestamp: NOW - 301 }, 401],
    ['five minutes ahead', { timestamp: NOW + 300 }, 200],
    ['further ahead', { timestamp: NOW + 301 }, 401],
    ['at no time', { timestamp: Number.NaN }, 401],
    ['without a signature', { signature: null }, 401],
    ['with an empty one', { signature: '' }, 401],
    ['with a short one', { signature: 'v0=' }, 401],
    ['with another secret', { secret: 'another-secret' }, 401],
    ['with a signature of another version', { signature: `v1=${'0'.repeat(64)}` }, 401],
  ] as const)('%s', async (_name, options, status) => {
    expect(await post(undefined, options)).toBe(status);
    expect(received).toHaveLength(status === 200 ? 1 : 0);
  });

  test('a body of which one character was changed', async () => {
    const signature = signatureOf(SECRET, NOW, 'command=%2Fsei-mttr');
    expect(await post('command=%2Fsei-mttR', { signature })).toBe(401);
  });
});

describe('T10 a request that is sent again', () => {
  test('word for word: acknowledged, and nothing is done', async () => {
    expect([await post(), await post(), await post()]).toEqual([200, 200, 200]);
    expect(received).toHaveLength(1);
  });

  test('for as long as its time is taken, even stamped ahead', async () => {
    await post(undefined, { timestamp: NOW + 300 });
    now = NOW + 600;
    expect(await post(undefined, { timestamp: NOW + 300 })).toBe(200);
    expect(received).toHaveLength(1);
    now = NOW + 601;
    expect(await post(undefined, { timestamp: NOW + 300 })).toBe(401);
  });

  test('Slack itself tries again with a new time, and is heard', async () => {
    await post();
    await post(undefined, { timestamp: NOW + 1, headers: { 'x-slack-retry-num': '1' } });
    expect(received).toHaveLength(2);
  });

  test('what failed the first time is done the second time', async () => {
    answer = 500;
    expect(await post()).toBe(500);
    answer = 200;
    expect(await post()).toBe(200);
    expect(received).toHaveLength(2);
  });

  test('a menu may ask the same twice within a second', async () => {
    const body = `payload=${encodeURIComponent(JSON.stringify({ type: 'block_suggestion', value: 'a' }))}`;
    await post(body);
    await post(body);
    expect(received).toHaveLength(2);
  });

  test('forged requests are not remembered, so that they cannot crowd out real ones', async () => {
    await post(undefined, { secret: 'another-secret' });
    expect(await post()).toBe(200);
    expect(received).toHaveLength(1);
  });
});

describe('T11 requests that are malformed or too large', () => {
  test('a megabyte is taken, more is not', async () => {
    expect(await post(`command=${'b'.repeat(1_048_568)}`)).toBe(200);
    expect(await post(`command=${'b'.repeat(1_048_569)}`)).toBe(413);
    expect(received).toHaveLength(1);
  });

  test('nor is more in chunks that do not announce how much they are', async () => {
    const { port } = new URL(url);
    const head = `POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slack-Request-Timestamp: ${NOW}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`;
    const answered = await rawRequest(Number(port), [head, ...Array.from({ length: 17 }, () => chunk)]);
    expect(statusOf(answered)).toBe(413);
  });

  test.each(['payload=', 'payload=null', 'payload=1', 'payload=%7B', 'payload=%5B', 'payload=%5B%5D'])(
    '%s is no payload',
    async (body) => {
      expect(await post(body)).toBe(400);
    },
  );

  test.each([
    'null',
    '1',
    '"text"',
    '{',
    '',
    '[]',
    '{"event":false}',
    '{"event":{}}',
    '{"actions":[null]}',
    '{"team":1}',
  ])('%s is no event', async (body) => {
    expect(await post(body, { contentType: 'application/json' })).toBe(400);
  });

  test('T12 many who hold large bodies open lose them, the largest first, and what people send comes through', async () => {
    const { port } = new URL(url);
    const head = `POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slack-Request-Timestamp: ${NOW}\r\nContent-Length: 1000000\r\n\r\n`;
    const answers: string[] = [];
    const holders = Array.from({ length: 10 }, () => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(head + 'a'.repeat(900_000)));
      socket.setEncoding('latin1').on('data', (data: string) => answers.push(data));
      socket.on('error', () => {});
      return socket;
    });
    // Three fit: the other seven make room.
    await expect.poll(() => answers.length, { timeout: 5_000 }).toBe(7);
    expect(answers.map(statusOf)).toEqual(answers.map(() => 503));
    expect(await post()).toBe(200);
    for (const holder of holders) holder.destroy();
    // What was held is given back.
    expect(await post(`command=${'b'.repeat(1_000_000)}`)).toBe(200);
  });

  test('whoever hangs up in the middle is forgotten', async () => {
    const { port } = new URL(url);
    const head = `POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slack-Request-Timestamp: ${NOW}\r\nContent-Length: 100\r\n\r\nabc`;
    await new Promise<void>((closed) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(head, () => socket.destroy()));
      socket.on('close', () => closed());
    });
    expect(await post()).toBe(200);
  });
});

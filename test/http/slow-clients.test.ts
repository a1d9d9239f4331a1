import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bodyRoom } from '../../src/http/body-room.ts';
import { healthz } from '../../src/http/health.ts';
import { readBody } from '../../src/http/read-body.ts';
import { createHttpServer, type HttpServer, sendText } from '../../src/http/server.ts';
import { rawRequest, statusOf } from './raw-request.ts';

let server: HttpServer;
let port: number;

beforeEach(async () => {
  server = createHttpServer({
    routes: {
      'GET /healthz': healthz,
      'POST /body': async (request, response) => {
        const body = await readBody(request, 1_000, bodyRoom(100_000));
        sendText(response, 200, String(body.length));
      },
    },
    otherwise: (_request, response) => sendText(response, 404, 'not here'),
    onError: () => {},
    patience: { headers: 200, request: 400, idle: 200, look: 50 },
  });
  port = await server.listen(0, '127.0.0.1');
});
afterEach(() => server.close(100));

/** Each of these ends by itself: the test would otherwise wait until it is too late. */
describe('T12 clients that are slow on purpose', () => {
  const drip = (text: string) => [...text];
  const pause = () => setTimeout(50);

  test('headers that drip are cut off', async () => {
    const answer = await rawRequest(
      port,
      drip(`GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(200)}`),
      pause,
    );
    expect(statusOf(answer)).toBe(408);
    expect(answer).toContain('x-content-type-options: nosniff');
  });

  test('a body that drips is cut off', async () => {
    const head = 'POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n';
    const answer = await rawRequest(port, [head, ...drip('a'.repeat(200))], pause);
    expect(statusOf(answer)).not.toBe(200);
  });

  test('a connection that asks nothing more is closed', async () => {
    const answer = await rawRequest(port, ['GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n']);
    expect(statusOf(answer)).toBe(200);
  });

  test('a connection that never asks anything is closed', async () => {
    expect(statusOf(await rawRequest(port, []))).toBe(408);
  });

  test('a hundred of them at once keep nobody else waiting', async () => {
    const slow = Array.from({ length: 100 }, () =>
      rawRequest(port, drip(`GET /healthz HTTP/1.1\r\nX: ${'a'.repeat(100)}`), pause),
    );
    for (let asked = 0; asked < 10; asked++)
      expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    await Promise.all(slow);
  });
});

describe('T11 requests that are malformed or too large', () => {
  test.each([
    [
      'headers of a hundred kilobytes',
      `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`,
      431,
    ],
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n', 400],
    ['two lengths', 'POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na', 400],
    [
      'a length and chunks',
      'POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
    ],
    ['a line folded into a header', 'GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n', 400],
    ['two hosts', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: sei.example\r\n\r\n', 400],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n', 400],
    [
      'an expectation',
      'POST /body HTTP/1.1\r\nHost: x\r\nExpect: cookies\r\nContent-Length: 1\r\n\r\na',
      417,
    ],
  ])('%s', async (_name, request, status) => {
    const answered = await rawRequest(port, [request]);
    expect(statusOf(answered)).toBe(status);
    expect(answered).toContain('x-content-type-options: nosniff');
  });
});

import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { guardedAgents } from '../../src/integrations/guarded-agents.ts';
import { connectPagerDuty } from '../../src/pagerduty/connect-pagerduty.ts';
import { NoAnswerError } from '../../src/pagerduty/errors.ts';

let server: Server;
let port: number;
let connections: number;

beforeEach(async () => {
  connections = 0;
  server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => {}).destroy();
  });
  port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
});
afterEach(() => new Promise((closed) => server.close(closed)));

/** A resolver that answers each question with the next of these. */
function resolver(...answers: readonly string[][]) {
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, options, callback) => {
    const addresses = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(hostname);
    const all: LookupAddress[] = addresses.map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
    if (options.all) callback(null, all);
    else callback(null, all[0]?.address ?? '', all[0]?.family ?? 4);
  };
  return { lookup, asked };
}

function client(url: string, lookup: LookupFunction, allowedOrigins: readonly string[] = []) {
  const connect = connectPagerDuty({
    clock: { now: () => 0 },
    sleep: async () => {},
    deadline: 5_000,
    agentsFor: guardedAgents({ allowedOrigins, lookup }),
  });
  return connect({ integrationId: 'i1', url, apiKey: 'u+canary-of-this-test' });
}

const REFUSED = 'its address is not of the public internet';

describe('T8 a name that changes its address', () => {
  test('a name that leads inside is not connected to, whatever it said before', async () => {
    const { lookup, asked } = resolver(['127.0.0.1']);
    await expect(client(`https://pd.example.org:${port}`, lookup).identify()).rejects.toThrow(REFUSED);
    expect(asked).toContain('pd.example.org');
    expect(connections).toBe(0);
  });

  test('nor where one of several addresses is private', async () => {
    const { lookup } = resolver(['8.8.8.8', '127.0.0.1'], ['127.0.0.1', '8.8.8.8']);
    await expect(client(`https://pd.example.org:${port}`, lookup).identify()).rejects.toThrow(REFUSED);
    expect(connections).toBe(0);
  });

  test('the connection uses the very answer that was looked at: a second question is never asked for it', async () => {
    const { lookup, asked } = resolver(['192.0.2.1'], ['127.0.0.1']);
    const failing = client(`https://pd.example.org:${port}`, lookup).identify();
    await expect(failing).rejects.toBeInstanceOf(NoAnswerError);
    expect(asked.length).toBeGreaterThan(0);
    expect(connections).toBe(0);
  });

  test.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1'])(
    'an address in the URL itself is looked at too: %s',
    async (host) => {
      const { lookup } = resolver(['8.8.8.8']);
      await expect(client(`https://${host}:${port}`, lookup).identify()).rejects.toThrow(REFUSED);
      expect(connections).toBe(0);
    },
  );

  test('without https nothing is sent, even where an account was stored so before', async () => {
    const { lookup } = resolver(['8.8.8.8']);
    await expect(client(`http://pd.example.org:${port}`, lookup).identify()).rejects.toThrow(REFUSED);
    expect(connections).toBe(0);
  });

  test('an origin that the operator allows is connected to wherever it lies', async () => {
    const { lookup } = resolver(['8.8.8.8']);
    const url = `http://127.0.0.1:${port}`;
    await expect(client(url, lookup, [url]).identify()).rejects.not.toThrow(REFUSED);
    expect(connections).toBeGreaterThan(0);
  });

  test.each([
    ['of a port that begins alike', () => `http://127.0.0.1:${Math.floor(port / 10)}`],
    ['without the port', () => 'http://127.0.0.1'],
  ])('and opens none beside it: one %s', async (_what, origin) => {
    const { lookup } = resolver(['127.0.0.1']);
    const allowed = [origin()];
    await expect(client(`http://127.0.0.1:${port}`, lookup, allowed).identify()).rejects.toThrow(REFUSED);
    expect(connections).toBe(0);
  });
});

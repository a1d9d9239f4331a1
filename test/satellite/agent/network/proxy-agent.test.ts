import { once } from 'node:events';
import { get } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { ProxyConfig } from '../../../../src/satellite/agent/file/satellite-config.ts';
import { networkTrouble } from '../../../../src/satellite/agent/network/network-trouble.ts';
import { ProxyAgent } from '../../../../src/satellite/agent/network/proxy-agent.ts';

const CREDENTIALS = { username: 'satellite', password: 'p@ss: "word"' };

let server: Server;
let sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  server.close();
  await once(server, 'close');
});

/** A proxy that does this with whoever connects. */
async function proxy(meet: (socket: Socket) => void): Promise<number> {
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {}); // broken off by the other side
    meet(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port; // a TCP server that listens has an address and a port
}

/** A proxy that answers every CONNECT like this. */
const answering = (status: string) =>
  proxy((socket) => socket.once('data', () => socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`)));

/** What an operator is told of a request that goes through it. */
async function told(port: number, changes: Partial<ProxyConfig> = {}) {
  const config: ProxyConfig = {
    protocol: 'http',
    host: '127.0.0.1',
    port,
    credentials: CREDENTIALS,
    allTraffic: false,
    ...changes,
  };
  const agent = new ProxyAgent(config, {}, { patience: 200 });
  const asked = get({ host: 'sei.example.com', port: 443, agent });
  const [error] = await once(asked, 'error');
  const { why, next } = networkTrouble(error);
  return `${why.replace(String(port), 'PORT')} → ${next}`;
}

// tinyproxy answers 401 to a wrong password, and 407 only where there is none.
test.each(['407 Proxy Authentication Required', '401 Unauthorized'])(
  'a password that is refused: %s',
  async (status) => {
    const port = await answering(status);
    const code = status.slice(0, 3);
    expect(await told(port)).toBe(
      `the proxy 127.0.0.1:PORT refuses its username or password (${code}) → Correct proxy.username and proxy.password in satellite.yml; with special characters in single quotes.`,
    );
    expect(await told(port, { credentials: null })).toBe(
      `the proxy 127.0.0.1:PORT wants a username and a password (${code}) → Set proxy.username and proxy.password in satellite.yml.`,
    );
  },
);

test('an address that the proxy does not allow is named', async () => {
  expect(await told(await answering('403 Filtered'))).toBe(
    'the proxy 127.0.0.1:PORT does not allow this address or port (403) → It must allow CONNECT to sei.example.com:443.',
  );
});

test('an address that the proxy cannot reach is named, with the way around the proxy where there is one', async () => {
  const port = await answering('502 Bad Gateway');
  const words =
    'the proxy 127.0.0.1:PORT cannot connect to it (502) → It does not know sei.example.com, or does not reach port 443 there: compare the address.';
  expect(await told(port)).toBe(words);
  expect(await told(port, { allTraffic: true })).toBe(
    `${words} For a PagerDuty inside your network set all_traffic: false.`,
  );
});

test('a proxy that is not there, or speaks something else', async () => {
  const port = await proxy((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
  expect(await told(port)).toMatch(/^the proxy 127.0.0.1:PORT cannot be reached .* → Compare proxy.host/);
  expect(await told(port, { protocol: 'https' })).toMatch(/Take protocol: https out/);
  expect(await told(1)).toMatch(/cannot be reached \(ECONNREFUSED\) → .*Add protocol: https/);
});

test('a proxy that is silent is named as what is silent, and no connection to it is left', async () => {
  const port = await proxy(() => {});
  expect(await told(port, { protocol: 'https' })).toMatch(
    /^the proxy 127.0.0.1:PORT does not answer within 0.2 seconds → .*Take protocol: https out/,
  );
  const [socket] = sockets;
  if (socket && !socket.destroyed) await once(socket.resume(), 'close');
  expect(socket?.destroyed).toBe(true);
});

test('the password goes to the proxy as it stands in the file, and the tunnel is used', async () => {
  let asked = '';
  const port = await proxy((socket) =>
    socket.once('data', (head) => {
      asked = head.toString();
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.once('data', () => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
    }),
  );
  const agent = new ProxyAgent(
    { protocol: 'http', host: '127.0.0.1', port, credentials: CREDENTIALS, allTraffic: false },
    {},
  );
  const [response] = await once(get({ host: 'sei.example.com', port: 80, agent }), 'response');
  expect(response.statusCode).toBe(204);
  expect(asked).toMatch(/^CONNECT sei\.example\.com:80 HTTP\/1\.1\r\n/);
  const [, given = ''] = /Proxy-Authorization: Basic (\S+)/.exec(asked) ?? [];
  expect(Buffer.from(given, 'base64').toString()).toBe('satellite:p@ss: "word"');
});

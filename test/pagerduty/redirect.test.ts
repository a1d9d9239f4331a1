import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { connectPagerDuty } from '../../src/pagerduty/connect-pagerduty.ts';
import { RedirectedError } from '../../src/pagerduty/errors.ts';

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return `http://127.0.0.1:${port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

test.each([301, 302, 303, 307, 308])('T6 an answer %i takes the key nowhere else', async (status) => {
  let lured = 0;
  const elsewhere = await serve((_request, response) => {
    lured += 1;
    response.end('{}');
  });
  const url = await serve((_request, response) => response.writeHead(status, { location: elsewhere }).end());
  const connect = connectPagerDuty({ clock: { now: () => 0 }, sleep: async () => {} });
  const client = connect({ integrationId: 'i1', url, apiKey: 'u+canary-of-this-test' });
  const failed = await client.services().catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(RedirectedError);
  expect(String(failed)).not.toContain('canary');
  expect(lured).toBe(0);
});

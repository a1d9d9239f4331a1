import { once } from 'node:events';
import { createServer, Agent as HttpAgent, type Server } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { IntakeClient } from '../../../../src/satellite/agent/intake/intake-client.ts';
import { IntakeError } from '../../../../src/satellite/agent/intake/intake-errors.ts';

const CREDENTIAL = 'sei-satellite_0123456789_secret';

let server: Server;
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** What the client says of an app that answers like this; `null`: not at all. */
async function refusal(
  answer: { status: number; body: string; location?: string } | null,
): Promise<IntakeError> {
  server = createServer((_, response) => {
    if (answer === null) return;
    const { status, body, location } = answer;
    response.writeHead(status, { 'content-type': 'text/html', ...(location && { location }) }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server that listens has an address and a port
  const client = new IntakeClient({
    url: `http://127.0.0.1:${port}/satellite`,
    tenant: 'T1',
    way: { http: new HttpAgent(), https: new HttpsAgent() },
    version: '0.1.0',
    deadline: 300,
    protocol: 1,
  });
  const error = await client.call('check', CREDENTIAL, {}).catch((thrown: unknown) => thrown);
  if (error instanceof IntakeError) return error;
  throw new Error('It was taken.');
}

test.each([
  [502, /may be restarting, and then goes on by itself/],
  [503, /may be restarting/],
  [504, /may be restarting/],
  [413, /pass 4 MB on/],
  [401, /wants a login/],
  [403, /wants a login/],
  [404, /Compare satellite\.url .* ends in \/satellite/],
  [200, /a proxy answers in its place/],
])('what stands before the app and answers %i is told with what to do', async (status, next) => {
  const error = await refusal({ status, body: '<html>Some page</html>' });
  expect(error.found).toMatch(
    new RegExp(`^What answers at http://127\\.0\\.0\\.1:\\d+ \\(status ${status}\\) is not the app\\.$`),
  );
  expect(error.next).toMatch(next);
  expect(error.passing).toBe(true);
});

test('it follows nobody elsewhere: its credential would go with it', async () => {
  const elsewhere: string[] = [];
  const other = createServer((request, response) => {
    elsewhere.push(String(request.headers.authorization));
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo; // a TCP server that listens has an address and a port
  const error = await refusal({ status: 307, body: '', location: `http://127.0.0.1:${port}/` });
  expect(error.message).toContain('(status 307) is not the app');
  expect(elsewhere).toEqual([]);
  other.close();
});

test('an app that is silent, and no error holds the credential', async () => {
  const error = await refusal(null);
  expect(error.found).toMatch(/: none within 0\.3 seconds\.$/);
  expect(JSON.stringify([error, error.message, error.stack, error.cause])).not.toContain(CREDENTIAL);
});

test('what the app refuses is told in its own words, and asked again when it says', async () => {
  const told = { code: 'unavailable', message: 'It stops.', next: 'Wait.', retryAfterSeconds: 30 };
  const error = await refusal({ status: 503, body: JSON.stringify({ error: told }) });
  expect(error).toMatchObject({
    message: 'It stops. Wait.',
    found: 'It stops.',
    passing: true,
    retryAfter: 30,
  });
});

import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '../access/listener-table.ts';
import { startManyWorkspaces } from '../e2e/oauth-browser.ts';
import { rawRequest, statusOf } from '../http/raw-request.ts';
import { signatureOf } from '../simulators/slack/sender.ts';
import type { Stage } from '../simulators/stage.ts';
import { budget } from './budget.ts';

const AT_ONCE = 8;
const requests = budget({ share: 0.2, runs: 20 });
const bytes = budget({ share: 0.1, runs: 10 });
const signed = budget({ share: 0.1, runs: 1 });

let stage: Stage;

beforeAll(async () => {
  stage = await startManyWorkspaces({ environment: { LOG_LEVEL: 'info' } });
});
afterAll(() => stage.stop());

async function isWell(): Promise<void> {
  expect((await fetch(`${stage.url}/healthz`)).status).toBe(200);
  expect(stage.logged()).not.toContain('A request failed.');
  expect(stage.logged()).not.toContain('A request of a satellite failed.');
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const HEADERS = [
  'authorization',
  'cookie',
  'content-type',
  'content-encoding',
  'accept',
  'accept-encoding',
  'x-forwarded-for',
  'x-slack-signature',
  'x-slack-request-timestamp',
  'x-slack-retry-num',
  'sei-protocol',
  'sei-tenant',
  'if-none-match',
  'range',
];

/** Values that some parser looks at. */
const telling = fc.constantFrom(
  'Bearer x',
  'Bearer sei-enrol_x',
  'Bearer sei-satellite_x_y',
  'Basic Og==',
  'gzip',
  'identity',
  'application/json',
  'application/x-www-form-urlencoded',
  'application/x-ndjson',
  'v0=',
  '0',
  '-1',
  '99999999999999999999',
  'NaN',
  '1',
  'T000000001',
  '__proto__',
  'bytes=0-',
);
/** What a header can carry at all: fetch refuses the rest before it is sent. */
const headerText = fc.stringMatching(/^[!-~]{0,80}$/);
const headers = fc.dictionary(fc.constantFrom(...HEADERS), fc.oneof(telling, headerText), { maxKeys: 6 });
const path = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(...Object.keys(ROUTES).map((route) => route.split(' ')[1] ?? '/')),
  },
  { weight: 1, arbitrary: fc.webPath() },
  {
    weight: 1,
    arbitrary: fc.constantFrom('//', '/%', '/%00', '/..%2f..', '/slack/events/', '/satellite/v1/x', '/*'),
  },
);
const query = fc.oneof(
  fc.constant(''),
  fc.webQueryParameters().map((text) => `?${text}`),
  fc.constantFrom('?code=x&state=y', '?error=access_denied', '?error=<script>', '?state=', '?code[]=1', '?%'),
);
const fields = fc.constantFrom(
  ...['integrationId', 'token', 'version', 'protocol', 'id', 'batch', 'number', 'type', 'payload'],
  ...['command', 'challenge', 'event', 'team_id', 'ssl_check', '__proto__', 'constructor'],
);
const json = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.dictionary(fields, fc.jsonValue({ maxDepth: 2 })));
/** An own text of `undefined` there is none: what JSON cannot say is left out. */
const body = fc.oneof(
  json.map((value) => JSON.stringify(value) ?? ''),
  fc.string({ unit: 'binary', maxLength: 500 }),
  fc.constantFrom(
    '',
    '{',
    '[',
    'null',
    'ssl_check=1',
    'payload=',
    '{"a":'.repeat(2_000),
    '[['.repeat(20_000),
  ),
);
/** With what tells Bolt what it is, so that it is looked at more closely. */
const types = fc.constantFrom(
  'event_callback',
  'block_actions',
  'block_suggestion',
  'view_submission',
  'view_closed',
  'url_verification',
);
const nearlySlack = fc
  .tuple(
    types,
    fc.dictionary(
      fc.constantFrom('event', 'actions', 'view', 'user', 'team', 'channel', 'container', 'challenge'),
      fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant({ type: 'x', id: 'x' })),
    ),
    fc.constantFrom('T000000001', 'T0', ''),
  )
  .map(([type, rest, team_id]) => JSON.stringify({ ...rest, type, team_id }));
const request = fc.record({ method: fc.constantFrom(...METHODS), path, query, headers, body });

describe('T14 whatever comes over HTTP', () => {
  test(
    'every route answers in its own words, with the headers, and never with a defect',
    async () => {
      const ask = async (one: {
        method: string;
        path: string;
        query: string;
        headers: Record<string, string>;
        body: string;
      }) => {
        const hasBody = !['GET', 'HEAD'].includes(one.method);
        const answer = await fetch(`${stage.url}${one.path}${one.query}`, {
          method: one.method,
          headers: one.headers,
          body: hasBody ? one.body : null,
          redirect: 'manual',
        });
        const said = await answer.text();
        expect(answer.status < 500 || answer.status === 503, `${answer.status} ${said.slice(0, 200)}`).toBe(
          true,
        );
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
        expect(said).not.toMatch(/\bat .+\.(?:ts|js|mjs):\d+/);
        // What was sent is not handed back as HTML.
        if (answer.headers.get('content-type')?.includes('html')) expect(said).not.toContain('<script>');
      };
      await requests.spend(
        fc.asyncProperty(fc.array(request, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (all) => {
          await Promise.all(all.map(ask));
        }),
      );
      await isWell();
    },
    requests.patience,
  );

  test(
    'bytes that are hardly HTTP: an answer or a closed connection, and the others are served',
    async () => {
      const line = fc.oneof(
        fc.constantFrom(
          'GET /healthz HTTP/1.1',
          'POST /slack/events HTTP/1.1',
          'GET / HTTP/9.9',
          'PRI * HTTP/2.0',
          'Host: x',
        ),
        fc.constantFrom(
          'Transfer-Encoding: chunked',
          'Content-Length: -1',
          'Content-Length: 5',
          'Expect: 100-continue',
          'Upgrade: x',
          '',
        ),
        fc.string({ unit: 'binary', maxLength: 100 }),
      );
      const text = fc
        .array(line, { minLength: 1, maxLength: 8 })
        .map((lines) => `${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
      const port = Number(new URL(stage.url).port);
      await bytes.spend(
        fc.asyncProperty(fc.array(text, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (all) => {
          await Promise.all(
            all.map(async (one) => {
              const status = statusOf(await rawRequest(port, [one], undefined, 200));
              expect(status).toBeLessThan(500);
            }),
          );
        }),
      );
      await isWell();
    },
    bytes.patience,
  );

  test(
    'bodies that Slack signed, and would never send: an answer',
    async () => {
      const { signingSecret } = stage.slack;
      const contentType = fc.constantFrom(
        'application/json',
        'application/x-www-form-urlencoded',
        'text/plain',
        '',
      );
      await signed.spend(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.oneof(body, nearlySlack), contentType), { minLength: 60, maxLength: 60 }),
          async (all) => {
            await Promise.all(
              all.map(async ([text, type]) => {
                const timestamp = Math.floor(Date.now() / 1000);
                // Each is another request, though the body may be the same.
                const own =
                  text.endsWith('}') && text.startsWith('{"')
                    ? `{"nonce":"${randomUUID()}",${text.slice(1)}`
                    : text;
                const answer = await fetch(`${stage.url}/slack/events`, {
                  method: 'POST',
                  headers: {
                    'content-type': type,
                    'x-slack-request-timestamp': String(timestamp),
                    'x-slack-signature': signatureOf(signingSecret, timestamp, own),
                  },
                  body: own,
                });
                expect(answer.status, `${type}: ${own.slice(0, 300)}`).toBeLessThan(500);
                await answer.arrayBuffer();
              }),
            );
          },
        ),
      );
      await isWell();
    },
    signed.patience,
  );
});

import { afterEach, describe, expect, test } from 'vitest';
import { healthz, readyz } from '../../src/http/health.ts';
import { createMetrics, metricsRoute } from '../../src/http/metrics.ts';
import { createHttpServer, type HttpServer, type Route, sendText } from '../../src/http/server.ts';
import { slackEvents } from '../../src/http/slack-events.ts';

let server: HttpServer | undefined;

afterEach(() => server?.close(100));

async function serve(routes: Record<string, Route>): Promise<string> {
  server = createHttpServer({
    routes,
    otherwise: (_q, r) => sendText(r, 404, 'not here'),
    onError: () => {},
  });
  return `http://127.0.0.1:${await server.listen(0)}`;
}

describe('the port', () => {
  test('a route is found by method and path, whatever its query', async () => {
    const url = await serve({ 'GET /healthz': healthz });
    expect((await fetch(`${url}/healthz?x=1`)).status).toBe(200);
    expect((await fetch(`${url}/healthz`, { method: 'POST' })).status).toBe(404);
  });

  test('every answer carries the security headers', async () => {
    const url = await serve({});
    const { headers } = await fetch(`${url}/anything`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('a route that throws answers 500 and takes nothing down', async () => {
    const url = await serve({
      'GET /broken': () => {
        throw new Error('broken');
      },
      'GET /healthz': healthz,
    });
    expect((await fetch(`${url}/broken`)).status).toBe(500);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  test('a taken port is told with what to do', async () => {
    const url = await serve({});
    const second = createHttpServer({ routes: {}, otherwise: () => {}, onError: () => {} });
    await expect(second.listen(Number(new URL(url).port))).rejects.toThrow('Set PORT to a free one');
  });

  test('readiness says why not', async () => {
    let problem: string | null = null;
    const url = await serve({ 'GET /readyz': readyz(() => problem) });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    problem = 'stopping';
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([503, 'stopping\n']);
  });

  test('metrics need the token once there is one', async () => {
    const url = await serve({ 'GET /metrics': metricsRoute(createMetrics(), 'a-long-enough-token') });
    expect((await fetch(`${url}/metrics`)).status).toBe(403);
    const answer = await fetch(`${url}/metrics`, {
      headers: { authorization: 'Bearer a-long-enough-token' },
    });
    expect(await answer.text()).toContain('sei_sync_runs_total');
  });

  test('metrics without a token answer this machine', async () => {
    const url = await serve({ 'GET /metrics': metricsRoute(createMetrics(), null) });
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
  });

  test.each([
    ['without a time', undefined, 401],
    ['from the future', '1400', 401],
    ['of now', '1000', 200],
  ])('a Slack request %s is answered %s → %i', async (_name, stamp, status) => {
    const receive: Route = (_request, response) => sendText(response, 200, 'received');
    const url = await serve({
      'POST /slack/events': slackEvents({ receive, now: () => 1000, onAcknowledged: () => {} }),
    });
    const headers = stamp === undefined ? {} : { 'x-slack-request-timestamp': stamp };
    expect((await fetch(`${url}/slack/events`, { method: 'POST', headers })).status).toBe(status);
  });
});

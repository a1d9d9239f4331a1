import { afterEach, describe, expect, test } from 'vitest';
import { healthz, readyz } from '../../src/http/health.ts';
import { createMetrics, metricsRoute } from '../../src/http/metrics.ts';
import { createHttpServer, type HttpServer, type Route, sendText } from '../../src/http/server.ts';

import { rawStatus } from './raw-request.ts';

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
    expect((await fetch(`${url}/health`)).status).toBe(404);
  });

  test('a path that is there for another method says for which', async () => {
    const url = await serve({ 'GET /healthz': healthz });
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD']) {
      const answer = await fetch(`${url}/healthz`, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
    }
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
    const url = await serve({ 'GET /readyz': readyz(() => problem, null) });
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    problem = 'stopping';
    const answer = await fetch(`${url}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([503, 'stopping\n']);
  });

  test('T16 why the app is not ready names folders and hosts: that is for the operator', async () => {
    const problem = () => 'Nothing answers at db.internal:5432.';
    const url = await serve({
      'GET /readyz': readyz(problem, 'a-long-enough-token'),
      'GET /here': readyz(problem, null),
    });
    const said = async (path: string, headers: Record<string, string>) => {
      const answer = await fetch(`${url}${path}`, { headers });
      expect(answer.status).toBe(503);
      return answer.text();
    };
    const nothing = 'Not ready. The log says why.\n';
    expect(await said('/readyz', {})).toBe(nothing);
    expect(await said('/readyz', { authorization: 'Bearer another' })).toBe(nothing);
    expect(await said('/readyz', { authorization: 'Bearer a-long-enough-token' })).toContain('db.internal');
    expect(await said('/here', {})).toContain('db.internal');
    expect(await said('/here', { 'x-forwarded-for': '203.0.113.9' })).toBe(nothing);
  });

  test('metrics need the token once there is one', async () => {
    const url = await serve({ 'GET /metrics': metricsRoute(createMetrics(), 'a-long-enough-token') });
    expect((await fetch(`${url}/metrics`)).status).toBe(403);
    const answer = await fetch(`${url}/metrics`, {
      headers: { authorization: 'Bearer a-long-enough-token' },
    });
    expect(await answer.text()).toContain('sei_sync_runs_total');
  });

  test('T16 metrics without a token answer this machine, and nobody who comes through it', async () => {
    const url = await serve({ 'GET /metrics': metricsRoute(createMetrics(), null) });
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
    for (const header of ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'])
      expect((await fetch(`${url}/metrics`, { headers: { [header]: '203.0.113.9' } })).status).toBe(403);
    // A page of the web that gave this machine a name of its own: fetch itself would not let us.
    const port = Number(new URL(url).port);
    expect(await rawStatus(port, `GET /metrics HTTP/1.1\r\nHost: rebound.example:${port}\r\n\r\n`)).toBe(403);
    expect(await rawStatus(port, `GET /metrics HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`)).toBe(200);
  });
});

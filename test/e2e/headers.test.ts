import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '../access/listener-table.ts';
import type { Stage } from '../simulators/stage.ts';
import { startManyWorkspaces } from './oauth-browser.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await startManyWorkspaces();
});
afterAll(() => stage.stop());

const routes = [...Object.keys(ROUTES), 'GET /nowhere', 'POST /nowhere', 'GET /'];

describe('T15 a browser that is made to do something with our pages', () => {
  test.each(routes)('%s answers with every security header, rightly asked or not', async (route) => {
    const [method = '', path = ''] = route.split(' ');
    for (const asked of [method, method === 'GET' ? 'POST' : 'GET', 'OPTIONS']) {
      const answer = await fetch(`${stage.url}${path}`, { method: asked, redirect: 'manual' });
      const { headers, status } = answer;
      const body = await answer.text();
      expect(headers.get('x-content-type-options'), asked).toBe('nosniff');
      expect(headers.get('x-frame-options'), asked).toBe('DENY');
      expect(headers.get('referrer-policy'), asked).toBe('no-referrer');
      expect(headers.get('cache-control'), asked).toBe('no-store');
      expect(headers.get('strict-transport-security'), asked).toContain('max-age=31536000');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy, asked).toContain("default-src 'none'");
      expect(policy, asked).toContain("frame-ancestors 'none'");
      expect(policy, asked).not.toContain('unsafe');
      expect(headers.get('access-control-allow-origin'), asked).toBeNull();
      expect(headers.get('x-powered-by') ?? headers.get('server'), asked).toBeNull();
      expect(status, asked).toBeLessThan(500);
      expect(body).not.toMatch(/\bat .*\.(ts|js):\d+/);
      if (asked === 'OPTIONS' && ROUTES[route] !== undefined) expect(status).toBe(405);
    }
  });

  test('a page of HTML runs and loads nothing, and its cookie is for this very origin', async () => {
    const answer = await fetch(`${stage.url}/slack/install`);
    expect(await answer.text()).not.toMatch(/<script|<img|<iframe| on\w+=|javascript:/i);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-/);
    for (const attribute of ['Secure', 'HttpOnly', 'Path=/']) expect(cookie).toContain(attribute);
  });
});

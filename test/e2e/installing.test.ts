import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Stage } from '../simulators/stage.ts';
import { Browser, startManyWorkspaces } from './oauth-browser.ts';

describe('installing', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startManyWorkspaces();
  });
  afterAll(() => stage.stop());
  afterEach(() => {
    stage.slack.faults.clear();
    stage.slack.grant({});
  });

  test('before anybody installed it, it answers nobody', async () => {
    await stage.slack.person('bob').command('/sei-mttr', '');
    expect(stage.slack.ephemerals('bob')).toEqual([]);
    stage.slack.forget();
  });

  test('the landing page leads to Slack with the scopes, a state and the way back', async () => {
    const address = new URL(await new Browser(stage).begin());
    expect(address.pathname).toBe('/oauth/v2/authorize');
    expect(address.searchParams.get('scope')).toBe(
      'commands,chat:write,users:read,files:write,channels:read,groups:read',
    );
    expect(address.searchParams.get('redirect_uri')).toBe('https://sei.test/slack/oauth_redirect');
    expect(address.searchParams.get('state')?.length).toBeGreaterThan(20);
  });

  test('pages load nothing, run nothing and are framed by nobody; the cookie is for this origin alone', async () => {
    const browser = new Browser(stage);
    for (const path of ['/slack/install', '/slack/oauth_redirect?error=access_denied']) {
      const { headers, html } = await browser.visit(path);
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('strict-transport-security')).toContain('max-age');
      expect(html).not.toMatch(/<script|<img|@import/);
    }
    const { headers } = await browser.visit('/slack/install');
    expect(headers.get('set-cookie')).toMatch(/^__Host-.*; Secure; HttpOnly; Path=\//);
  });

  test('the whole way: a page with the two next steps, a welcome with the same, and the app answers', async () => {
    const page = await new Browser(stage).install('alice');
    expect(page.status).toBe(200);
    expect(page.html).toContain('is installed');
    expect(page.html).toContain('<code>/sei-pagerduty connect</code>');
    const welcome = await stage.slack.until(() => stage.slack.messages('alice')[0]);
    expect(welcome.text).toMatch(/1\. Connect PagerDuty.*\n2\. Ask/);
    expect(JSON.stringify(welcome.blocks)).toContain('Connect PagerDuty');
    const answer = await (await stage.slack.person('bob').command('/sei-mttr', '')).reply();
    expect(answer.text).toContain('PagerDuty is not connected');
    expect(stage.slack.problems).toEqual([]);
  });

  test('the token is in no file, log line or page', async () => {
    const token = stage.slack.callsOf('chat.postMessage')[0]?.token ?? '';
    expect(token).toMatch(/^xoxb-/);
    expect(stage.logged()).not.toContain(token);
    for (const name of await readdir(stage.dataDir, { recursive: true })) {
      const path = join(stage.dataDir, name);
      if ((await stat(path)).isFile()) expect((await readFile(path)).includes(token), name).toBe(false);
    }
  });

  test('after a restart the installation is still there', async () => {
    await stage.restart();
    const answer = await (await stage.slack.person('bob').command('/sei-mttr', '')).reply();
    expect(answer.text).toContain('PagerDuty is not connected');
  });

  describe('what goes wrong has a page that says so and leads back', () => {
    async function redirectOf(browser: Browser) {
      return new URL(await stage.slack.approve(await browser.begin(), 'alice'));
    }

    test('denied', async () => {
      const page = await new Browser(stage).visit('/slack/oauth_redirect?error=access_denied&state=x');
      expect(page.status).toBe(403);
      expect(page.html).toContain('You did not allow');
      expect(page.html).toContain('href="/slack/install"');
    });

    test('refused by Slack for a reason of its own, which is not repeated', async () => {
      const page = await new Browser(stage).visit('/slack/oauth_redirect?error=%3Cscript%3Ealert(1)');
      expect(page.status).toBe(403);
      expect(page.html).not.toContain('alert');
    });

    test.each([
      ['no state', (url: URL) => url.searchParams.delete('state')],
      ['another state', (url: URL) => url.searchParams.set('state', 'forged')],
      ['no code', (url: URL) => url.searchParams.delete('code')],
    ])('%s', async (_name, change) => {
      const browser = new Browser(stage);
      const url = await redirectOf(browser);
      change(url);
      const page = await browser.finish(url.href);
      expect(page.status).toBe(400);
      expect(page.html).toContain('not started here');
    });

    test('T22 a state of another browser', async () => {
      const url = await redirectOf(new Browser(stage));
      const other = new Browser(stage);
      await other.begin();
      expect((await other.finish(url.href)).html).toContain('not started here');
      expect((await new Browser(stage).finish(url.href)).html).toContain('not started here');
    });

    test('T22 a page that is opened a second time', async () => {
      const browser = new Browser(stage);
      const url = await redirectOf(browser);
      expect((await browser.finish(url.href)).status).toBe(200);
      expect((await browser.finish(url.href)).status).toBe(400);
    });

    test('a code that has expired', async () => {
      const browser = new Browser(stage);
      const url = await redirectOf(browser);
      stage.slack.faults.next('oauth.v2.access', 'invalid_code');
      const page = await browser.finish(url.href);
      expect(page.status).toBe(400);
      expect(page.html).toContain('took too long');
    });

    test('Slack down', async () => {
      const browser = new Browser(stage);
      const url = await redirectOf(browser);
      stage.slack.faults.down();
      const page = await browser.finish(url.href);
      expect(page.status).toBe(502);
      expect(page.html).toContain('Slack does not answer');
    });

    test('an app that is set up wrongly: the page names the line in the log', async () => {
      const browser = new Browser(stage);
      const url = await redirectOf(browser);
      stage.slack.faults.next('oauth.v2.access', 'invalid_client_id');
      const page = await browser.finish(url.href);
      expect(page.status).toBe(500);
      const id = /log this is <code>(\w+)/.exec(page.html)?.[1] ?? 'none';
      expect(stage.logged()).toContain(id);
    });
  });

  test('into an organisation: one installation serves its teams, and is a tenant of its own', async () => {
    stage.slack.grant({ organisationId: 'E0GROUP001' });
    const page = await new Browser(stage).install('alice');
    expect(page.status).toBe(200);
    expect(page.html).toContain('Choose the workspaces that it is for');
    for (const teamId of ['T0EUROPE01', 'T0AMERICA1']) {
      const there = stage.slack.elsewhere({ organisationId: 'E0GROUP001', teamId });
      const answer = await (await there.person('bob').command('/sei-mttr', '')).reply();
      expect(answer.text).toContain('PagerDuty is not connected');
    }
    // A team that is not of the organisation, and did not install the app.
    const elsewhere = stage.slack.elsewhere({ teamId: 'T0NOWHERE1' });
    const { ack } = await elsewhere.person('bob').command('/sei-mttr', '');
    expect(ack.status).toBe(401);
  });
});

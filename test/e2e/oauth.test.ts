import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { connectAccount, type Stage } from '../simulators/stage.ts';
import { Browser, startManyWorkspaces } from './oauth-browser.ts';

const DAY = 86_400;

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

describe('tokens that rotate', () => {
  let stage: Stage;
  /** Seconds that the clocks of app and Slack are ahead. */
  let ahead = 0;
  beforeEach(async () => {
    ahead = 0;
    const now = () => Date.now() + ahead * 1000;
    stage = await startManyWorkspaces({
      clock: { now: () => Math.floor(now() / 1000) },
    });
    stage.slack.grant({ expiresIn: 12 * 3600 });
    await new Browser(stage).install();
    await stage.slack.until(() => stage.slack.messages('alice')[0]);
  });
  afterEach(() => stage.stop());

  const refreshes = () =>
    stage.slack.callsOf('oauth.v2.access').filter(({ args }) => args.grant_type === 'refresh_token');

  test('50 events at once when the token is about to expire use up one refresh token, and all are answered', async () => {
    ahead = 12 * 3600 - 60;
    const asked = await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        stage.slack.person(at % 2 ? 'bob' : 'carol').command('/sei-mttr', ''),
      ),
    );
    const answers = await Promise.all(asked.map((one) => one.reply()));
    expect(answers).toHaveLength(50);
    expect(refreshes()).toHaveLength(1);
    expect(refreshes()[0]?.response.ok).toBe(true);
  });

  test('an hour before it expires nobody waits, and again it is renewed once', async () => {
    ahead = 11 * 3600;
    stage.slack.faults.slow('oauth.v2.access', 300);
    const asked = await Promise.all(
      Array.from({ length: 10 }, () => stage.slack.person('bob').command('/sei-mttr', '')),
    );
    await Promise.all(asked.map((one) => one.reply()));
    await stage.slack.until(() => refreshes().length > 0);
    ahead = 13 * 3600;
    await (await stage.slack.person('bob').command('/sei-mttr', '')).reply();
    expect(refreshes()).toHaveLength(1);
  });

  test('what the app does by itself uses the renewed token, too', async () => {
    ahead = 30 * 3600;
    await connectAccount(stage);
    expect(refreshes()).toHaveLength(1);
    const tokens = new Set(stage.slack.callsOf('chat.update').map(({ token }) => token));
    expect([...tokens].every((token) => token.startsWith('xoxe.xoxb-'))).toBe(true);
    expect(stage.slack.problems).toEqual([]);
  });

  test('where Slack refuses to renew, the token that is still good serves on', async () => {
    ahead = 11 * 3600;
    stage.slack.faults.next('oauth.v2.access', 'internal_error');
    await (await stage.slack.person('bob').command('/sei-mttr', '')).reply();
    await (await stage.slack.person('bob').command('/sei-mttr', '')).reply();
    await stage.slack.until(() => refreshes().at(-1)?.response.ok === true);
  });
});

describe('T20 leaving', () => {
  let stage: Stage;
  let ahead = 0;
  beforeEach(async () => {
    ahead = 0;
    stage = await startManyWorkspaces({
      pagerduty: { seed: 3, incidents: 60, months: 1 },
      clock: { now: () => Math.floor(Date.now() / 1000) + ahead },
    });
    await new Browser(stage).install();
    await connectAccount(stage);
  });
  afterEach(() => stage.stop());

  const uninstalled = () => stage.slack.event({ type: 'app_uninstalled' });
  const revoked = (tokens: { bot?: string[]; oauth?: string[] }) =>
    stage.slack.event({ type: 'tokens_revoked', tokens });
  const bot = () => revoked({ bot: [stage.slack.botUserId] });
  const ask = async () => (await stage.slack.person('bob').command('/sei-mttr', '')).ack.status;
  /** What the folder holds that ought to be gone: sealed secrets of any kind. */
  async function sealedSecrets(): Promise<string[]> {
    const found: string[] = [];
    for (const name of await readdir(stage.dataDir, { recursive: true })) {
      const path = join(stage.dataDir, name);
      if ((await stat(path)).isFile() && /"v[12]\.[0-9a-f]{8}\./.test(await readFile(path, 'utf8')))
        found.push(name);
    }
    return found;
  }
  const gone = () => stage.slack.until(() => /The app was removed/.test(stage.logged()));

  test.each([
    ['app_uninstalled, then tokens_revoked', [uninstalled, bot]],
    ['tokens_revoked, then app_uninstalled', [bot, uninstalled]],
    ['both, repeated', [uninstalled, bot, uninstalled, bot]],
  ])('%s: tokens and keys go at once, and nothing is read from PagerDuty any more', async (_name, events) => {
    expect(await sealedSecrets()).not.toEqual([]);
    for (const event of events) expect((await event()).status).toBe(200);
    await gone();
    await expect.poll(sealedSecrets).toEqual([]);
    expect(await ask()).toBe(401);
    const asked = stage.pagerduty.requests.length;
    await stage.app.sync.start();
    await stage.app.sync.idle();
    expect(stage.pagerduty.requests.length).toBe(asked);
  });

  test('a removal over which the process died goes on when the app starts again', async () => {
    await stage.restart(async () => {
      // As the first write of a removal leaves it.
      const store = await openJsonStore({ dataDir: stage.dataDir });
      for (const known of await store.installations.all())
        await store.installations.save({ ...known, tokens: null, removalBegan: known.installedAt });
      await store.close();
    });
    await gone();
    await expect.poll(sealedSecrets).toEqual([]);
    expect(await ask()).toBe(401);
  });

  test('tokens of people alone are no removal', async () => {
    await revoked({ oauth: ['U1'] });
    expect(await ask()).toBe(200);
    expect(stage.logged()).not.toContain('The app was removed');
  });

  test('within the grace a new installation brings everything back but the keys', async () => {
    await uninstalled();
    await gone();
    ahead = 6 * DAY;
    await stage.app.upkeep();
    const page = await new Browser(stage).install();
    expect(page.status).toBe(200);
    expect(page.html).toContain('SEI PagerDuty is back');
    await stage.slack.until(() => stage.slack.messages('alice').at(-1)?.text.includes('Welcome back'));
    // Both say what is left to do, and that is not to connect the same account a second time.
    for (const text of [page.html, stage.slack.messages('alice').at(-1)?.text]) {
      expect(text).toContain('/sei-pagerduty reauth');
      expect(text).not.toContain('/sei-pagerduty connect');
    }
    const list = await (await stage.slack.person('alice').command('/sei-pagerduty', 'list')).reply();
    expect(list.text).toContain('Production');
    expect(list.text).toContain('PAUSED');
    ahead = 30 * DAY;
    await stage.app.upkeep();
    const later = await (await stage.slack.person('alice').command('/sei-pagerduty', 'list')).reply();
    expect(later.text).toContain('Production');
  });

  test('after the grace everything is gone, and a new installation begins anew', async () => {
    await uninstalled();
    await gone();
    ahead = 7 * DAY;
    await stage.app.upkeep();
    await new Browser(stage).install();
    const list = await (await stage.slack.person('alice').command('/sei-pagerduty', 'list')).reply();
    expect(list.text).toContain('not connected yet');
    const files = await readdir(join(stage.dataDir, 'incidents'), { recursive: true }).catch(() => []);
    expect(files.filter((name) => name.includes('.'))).toEqual([]);
  });

  test('news of an earlier removal that come late do not touch the new installation', async () => {
    await uninstalled();
    await gone();
    ahead = DAY;
    await new Browser(stage).install();
    await bot(); // Slack's clock stands a day before
    expect(await ask()).toBe(200);
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectAccount, type Stage } from '../simulators/stage.ts';
import { Browser, startManyWorkspaces } from './oauth-browser.ts';

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

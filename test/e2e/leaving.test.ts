import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openJsonStore } from '../../src/store/json/open-json-store.ts';
import { connectAccount, type Stage } from '../simulators/stage.ts';
import { Browser, startManyWorkspaces } from './oauth-browser.ts';

const DAY = 86_400;

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

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectAccount, connectForm, openConnectForm, type Stage, startStage } from '../simulators/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await startStage({ pagerduty: { seed: 3, incidents: 400, months: 2 } });
});
afterAll(() => stage.stop());

describe('before anything is connected', () => {
  test('a question leads an admin to the connect button, and tells a member who can help', async () => {
    const admin = await (await stage.slack.person('alice').command('/sei-mttr', '')).reply();
    expect(JSON.stringify(admin.blocks)).toContain('button');
    const member = await (await stage.slack.person('bob').command('/sei-mttr', '')).reply();
    expect(member.text + JSON.stringify(member.blocks)).toContain(stage.slack.person('alice').id);
  });

  test('the Home says what the app does and how to begin', async () => {
    const home = await stage.slack.openHome('alice');
    expect(JSON.stringify(home.blocks)).toContain('Connect');
  });

  test('T17 guests and people of other organisations are refused, members may not connect', async () => {
    for (const name of ['gina', 'sam']) {
      const answer = await (await stage.slack.person(name).command('/sei-mttr', 'service=checkout')).reply();
      expect(answer.text).not.toContain('MTTR ');
    }
    await stage.slack.person('bob').command('/sei-pagerduty', 'connect');
    const seen = () => JSON.stringify([stage.slack.modals('bob'), stage.slack.ephemerals('bob')]);
    await stage.slack.until(() => /admins and owners\) can connect/.test(seen()));
    expect(seen()).not.toContain('API Key');
  });
});

describe('mistakes in the connect form are told where they were made', () => {
  test.each([
    ['a wrong key', { apiKey: 'not-the-key' }, 'apiKey', 'refused this key'],
    [
      'an unknown username',
      { username: 'nobody@example.com' },
      'username',
      'no PagerDuty user has this e-mail',
    ],
    ['a URL that is no https', { url: 'http://pagerduty.example.com' }, 'url', 'https'],
    ['a private address', { url: 'https://10.0.0.1' }, 'url', 'Private address'],
    ['no e-mail as username', { username: 'dana' }, 'username', 'e-mail'],
  ])('%s', async (_name, change, block, words) => {
    const alice = stage.slack.person('alice');
    const sent = await alice.submit(await openConnectForm(stage), { ...connectForm(stage), ...change });
    expect(sent.errors[block]).toContain(words);
    await alice.close();
  });
});

describe('once connected', () => {
  test('the message in the DM ends with what to do next', async () => {
    const message = await connectAccount(stage);
    expect(message.text + JSON.stringify(message.blocks)).toContain('/sei-mttr');
  });

  test('the name cannot be taken twice', async () => {
    const alice = stage.slack.person('alice');
    const sent = await alice.submit(await openConnectForm(stage), connectForm(stage, 'production'));
    expect(sent.errors.name).toContain('exists');
    await alice.close();
  });

  test('the same account cannot be connected twice: its incidents would count twice', async () => {
    const alice = stage.slack.person('alice');
    const sent = await alice.submit(await openConnectForm(stage), connectForm(stage, 'Again'));
    expect(sent.errors.apiKey).toContain('connected already, as Production');
    await alice.close();
  });

  test('a change in PagerDuty is seen after the next sync', async () => {
    const bob = stage.slack.person('bob');
    const count = async () =>
      (await (await bob.command('/sei-mttr', 'metric=count track=created last=2d')).reply()).text.split(
        '\n',
      )[0];
    const before = await count();
    stage.pagerduty.mutate.create({ createdAt: Math.floor(Date.now() / 1000) - 1, service: 'checkout' });
    await (await stage.slack.person('alice').command('/sei-pagerduty', 'sync Production')).reply();
    await stage.app.sync.idle();
    expect(await count()).not.toBe(before);
    const status = await (await bob.command('/sei-pagerduty', 'status Production')).reply();
    expect(status.text + JSON.stringify(status.blocks)).toContain('HEALTHY');
  });

  test('an answer is for the asker alone unless "public", which names who asked', async () => {
    const bob = stage.slack.person('bob');
    expect((await (await bob.command('/sei-mttr', 'checkout')).reply()).ephemeralTo).toBe(bob.id);
    const shared = await (await bob.command('/sei-mttr', 'checkout public', { channel: 'payments' })).reply();
    expect(shared.ephemeralTo).toBeNull();
    expect(JSON.stringify(shared.blocks)).toContain(bob.id);
  });

  test('alert severities are read when an admin asks for them', async () => {
    const alice = stage.slack.person('alice');
    const before = await (await alice.command('/sei-mttr', 'severity=critical last=60d')).reply();
    expect(before.text).toContain('not loaded');
    const status = await (await alice.command('/sei-pagerduty', 'status Production')).reply();
    await (await alice.click(status, 'Load severities')).reply();
    await stage.app.sync.idle();
    const answer = await (await alice.command('/sei-mttr', 'severity=critical last=60d')).reply();
    expect(answer.text).toContain('MTTR');
  });

  test('T17 nothing is posted to a channel shared with another organisation', async () => {
    const bob = stage.slack.person('bob');
    await (await bob.command('/sei-mttr', 'checkout public', { channel: 'partners' })).reply();
    expect(stage.slack.messages('partners')).toEqual([]);
  });

  test('after a restart everything is still there', async () => {
    await stage.restart();
    const answer = await (await stage.slack.person('bob').command('/sei-mttr', 'checkout')).reply();
    expect(answer.text).toContain('checkout: MTTR');
  });

  test('Slack would have refused nothing of all this', () => {
    expect(stage.slack.problems).toEqual([]);
  });
});

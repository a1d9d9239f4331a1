import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { expect, test } from 'vitest';
import { type BoltApp, boltAppForEachTest, buttons, section } from './bolt-app.ts';
import type { Message } from './messages.ts';
import type { Slack } from './slack.ts';

let slack: Slack;
let app: App;
let listen: BoltApp['listen'];
let asked: BoltApp['asked'];
boltAppForEachTest((started) => {
  ({ slack, app, listen, asked } = started);
});

test('a command is acknowledged, answered for the asker alone, and recorded', async () => {
  app.command('/ask', async ({ ack, respond, command }) => {
    await ack();
    await respond({ text: `You asked ${command.text} in ${command.channel_name}` });
  });
  await listen();
  const message = await asked('service=checkout');
  expect(message.text).toBe('You asked service=checkout in general');
  expect(slack.ephemerals('bob')).toEqual([message]);
  expect(slack.messages('general')).toEqual([]);
  expect(slack.problems).toEqual([]);
});

test('an acknowledgement with a body is itself the answer', async () => {
  app.command('/ask', ({ ack }) => ack({ response_type: 'in_channel', text: 'Here' }));
  await listen();
  await asked();
  expect(slack.messages('general').map((message) => message.text)).toEqual(['Here']);
});

test('a click reaches the app with the message it came from, and may replace it', async () => {
  app.command('/ask', async ({ ack, respond }) => {
    await ack();
    await respond({ text: 'Which?', blocks: [section('Which?'), buttons('This', 'That')] });
  });
  app.action<BlockAction<ButtonAction>>('that', async ({ ack, respond, body }) => {
    await ack();
    await respond({ text: `${body.user.name} chose ${body.container.is_ephemeral}`, replace_original: true });
  });
  await listen();
  const clicked = await slack.person('bob').click(await asked(), 'That');
  await clicked.reply();
  expect(slack.ephemerals('bob').map((message) => message.text)).toEqual(['bob chose true']);
  await expect(slack.person('bob').click(slack.ephemerals('bob')[0] as Message, 'This')).rejects.toThrow(
    'No button "This"',
  );
});

test('what a person types is escaped as Slack escapes it', async () => {
  app.command('/ask', ({ ack, command }) => ack({ text: command.text }));
  await listen();
  const { id } = slack.channel('payments');
  expect((await asked('#payments a<b & @nobody')).text).toBe(`<#${id}|payments> a&lt;b &amp; @nobody`);
});

test('events are signed; forged, unsigned and late ones are refused by the app', async () => {
  const seen: string[] = [];
  app.event('app_home_opened', async ({ client, event }) => {
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section('Hello')] } });
  });
  app.event('app_uninstalled', async () => {
    seen.push('uninstalled');
  });
  await listen();
  expect((await slack.openHome('bob')).blocks).toHaveLength(1);
  expect((await slack.event({ type: 'app_uninstalled' }, { retry: 1 })).status).toBe(200);
  expect(seen).toEqual(['uninstalled']);
  expect((await slack.urlVerification('ping')).body).toContain('ping');
  const body = JSON.stringify({ type: 'event_callback' });
  const seconds = Math.floor(Date.now() / 1000);
  for (const wrong of [
    { secret: 'another' },
    { signature: 'v0=00' },
    { signature: null },
    { timestamp: seconds - 600 },
  ])
    expect((await slack.deliver(body, { contentType: 'application/json', ...wrong })).status).toBe(401);
});

test('an app that does not answer a click is a problem for the person', async () => {
  app.command('/ask', ({ ack }) => ack({ text: 'x', blocks: [buttons('Lost')] }));
  await listen();
  app.error(async () => {});
  await slack.person('bob').click(await asked(), 'Lost');
  expect(slack.problems.map((problem) => problem.problem)).toEqual(['dispatch_failed: HTTP 404']);
});

test('menus that the app fills are asked for, and their options checked', async () => {
  app.command('/ask', ({ ack }) =>
    ack({
      text: 'Which service?',
      blocks: [
        {
          type: 'actions',
          block_id: 'pick',
          elements: [{ type: 'external_select', action_id: 'service', min_query_length: 0 }],
        },
      ],
    }),
  );
  app.options('service', ({ ack, payload }) =>
    ack({
      options: [{ text: { type: 'plain_text', text: payload.value.toUpperCase() }, value: payload.value }],
    }),
  );
  app.action('service', async ({ ack, respond, action }) => {
    await ack();
    await respond({ text: `Chosen: ${'selected_option' in action ? action.selected_option?.value : ''}` });
  });
  await listen();
  const bob = slack.person('bob');
  const message = await asked();
  expect((await bob.suggest(message, 'service', 'check')).options).toHaveLength(1);
  expect((await (await bob.select(message, 'service', 'check')).reply()).text).toBe('Chosen: check');
  expect(slack.problems).toEqual([]);
});

test('a response URL works five times', async () => {
  const statuses: number[] = [];
  app.command('/ask', async ({ ack, command }) => {
    await ack();
    for (let i = 0; i < 6; i += 1)
      statuses.push((await fetch(command.response_url, { method: 'POST', body: '{"text":"x"}' })).status);
  });
  await listen();
  await asked();
  await slack.until(() => statuses.length === 6);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
  expect(slack.problems.map(({ problem }) => problem)).toEqual(['used_url']);
});

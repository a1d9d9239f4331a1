import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, type BlockAction, type ButtonAction } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Message } from './messages.ts';
import { silentLogger } from './silent-logger.ts';
import { type Slack, startSlack } from './slack.ts';

let slack: Slack;
let app: App;
let listening: boolean;
/** Milliseconds that the simulated Slack is ahead of the real clock. */
let ahead: number;

const section = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
const buttons = (...labels: string[]): KnownBlock => ({
  type: 'actions',
  elements: labels.map((text) => ({
    type: 'button',
    action_id: text.toLowerCase(),
    text: { type: 'plain_text', text },
  })),
});
const form: ModalView = {
  type: 'modal',
  callback_id: 'form',
  title: { type: 'plain_text', text: 'Form' },
  submit: { type: 'plain_text', text: 'Go' },
  blocks: [
    {
      type: 'input',
      block_id: 'name',
      label: { type: 'plain_text', text: 'Name' },
      element: { type: 'plain_text_input', action_id: 'typed' },
    },
    {
      type: 'input',
      block_id: 'region',
      label: { type: 'plain_text', text: 'Region' },
      optional: true,
      element: {
        type: 'static_select',
        action_id: 'chosen',
        options: ['US', 'EU'].map((value) => ({ text: { type: 'plain_text', text: value }, value })),
      },
    },
  ],
};

beforeEach(async () => {
  ahead = 0;
  slack = await startSlack({ now: () => Date.now() + ahead });
  listening = false;
  app = new App({
    token: slack.botToken,
    signingSecret: slack.signingSecret,
    clientOptions: { slackApiUrl: slack.url, retryConfig: { retries: 1, minTimeout: 1 } },
    deferInitialization: true,
    convoStore: false,
    logger: silentLogger,
  });
  await app.init();
});

afterEach(async () => {
  if (listening) await app.stop();
  await slack.stop();
});

async function listen(): Promise<void> {
  const server = (await app.start(0)) as Server; // the HTTP receiver starts a plain server
  listening = true;
  slack.setAppUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}`); // it listens on TCP
}

/** Asks the app something and hands back what it posts. */
async function asked(words = ''): Promise<Message> {
  return (await slack.person('bob').command('/ask', words)).reply();
}

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

test('a form opens with its trigger, is refused by the client, then by the app, then closes', async () => {
  app.command('/ask', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form });
  });
  app.view('form', async ({ ack, view }) => {
    const name = view.state.values.name?.typed?.value;
    if (name === 'taken') await ack({ response_action: 'errors', errors: { name: 'Name taken.' } });
    else await ack();
  });
  await listen();
  const bob = slack.person('bob');
  const view = await (await bob.command('/ask')).opened();
  expect(await bob.submit(view, { region: 'EU' })).toEqual({
    sent: false,
    errors: { name: 'Please complete this required field.' },
  });
  expect((await bob.submit(view, { Name: 'taken' })).errors).toEqual({ name: 'Name taken.' });
  expect(slack.modals('bob')[0]?.state.values.region?.chosen?.selected_option).toMatchObject({ value: 'EU' });
  await expect(bob.submit(view, { colour: 'red' })).rejects.toThrow('Nothing called "colour"');
  await expect(bob.submit(view, { region: 'Mars' })).rejects.toThrow('"Mars" is not offered');
  expect((await bob.submit(view, { name: 'free' })).errors).toEqual({});
  expect(slack.modals('bob')).toEqual([]);
  expect(slack.problems).toEqual([]);
});

test('a trigger works once', async () => {
  const errors: string[] = [];
  app.command('/ask', async ({ ack, client, body }) => {
    await ack();
    for (const trigger_id of [body.trigger_id, body.trigger_id, '1.2.3'])
      await client.views.open({ trigger_id, view: form }).catch((error) => errors.push(error.data.error));
  });
  await listen();
  await slack.person('bob').command('/ask');
  await slack.until(() => errors.length === 2);
  expect(errors).toEqual(['exchanged_trigger_id', 'invalid_trigger_id']);
});

test('a trigger lives three seconds', async () => {
  const errors: string[] = [];
  app.command('/ask', async ({ ack, client, body }) => {
    await ack();
    ahead = 3_001;
    await client.views
      .open({ trigger_id: body.trigger_id, view: form })
      .catch((error) => errors.push(error.data.error));
  });
  await listen();
  await slack.person('bob').command('/ask');
  await slack.until(() => errors.length === 1);
  expect(errors).toEqual(['expired_trigger_id']);
  expect(slack.modals('bob')).toEqual([]);
});

test('forms are updated, pushed at most twice, and remembered where ids stay the same', async () => {
  app.command('/ask', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form });
  });
  app.view('form', ({ ack }) => ack({ response_action: 'push', view: { ...form, callback_id: 'second' } }));
  app.view('second', ({ ack }) =>
    ack({ response_action: 'update', view: { ...form, callback_id: 'third', notify_on_close: true } }),
  );
  app.view('third', ({ ack }) => ack({ response_action: 'clear' }));
  app.view({ callback_id: 'third', type: 'view_closed' }, ({ ack }) => ack());
  await listen();
  const bob = slack.person('bob');
  const view = await (await bob.command('/ask')).opened();
  await bob.submit(view, { name: 'one' });
  expect(slack.modals('bob').map((one) => one.callback_id)).toEqual(['form', 'second']);
  const updated = await bob.submit(undefined, { name: 'two' });
  expect(updated.sent && updated.top?.state.values.name?.typed?.value).toBe('two');
  expect((await bob.close())?.status).toBe(200);
  expect(slack.modals('bob')).toHaveLength(1);
  await bob.submit(undefined, { name: 'one' });
  await bob.submit(undefined, { name: 'two' });
  expect(slack.modals('bob')[1]?.callback_id).toBe('third');
  await bob.submit(undefined);
  expect(slack.modals('bob')).toEqual([]);
  expect(slack.problems).toEqual([]);
});

test('what Slack refuses is refused and noted', async () => {
  const { client } = app;
  const post = (channel: string, more: object = {}) =>
    client.chat.postMessage({ channel: slack.channel(channel).id, text: 'x', ...more });
  await expect(post('checkout')).rejects.toThrow('not_in_channel');
  await expect(post('secret')).rejects.toThrow('channel_not_found');
  await expect(post('attic')).rejects.toThrow('is_archived');
  expect(slack.problems).toEqual([]);
  await expect(post('payments', { blocks: [section('x'.repeat(3001))] })).rejects.toThrow('invalid_blocks');
  expect(slack.problems.some(({ problem }) => problem.includes('3001 characters'))).toBe(true);
  await expect(client.conversations.open({ users: slack.person('bob').id })).rejects.toThrow('missing_scope');
  await expect(client.chat.postMessage({ channel: 'C1', text: 'x', token: 'xoxb-stolen' })).rejects.toThrow(
    'invalid_auth',
  );
});

test('a direct message starts with the person id and goes on with the D… id, files too', async () => {
  const { client } = app;
  const bob = slack.person('bob');
  const { channel = '', ts = '' } = await client.chat.postMessage({ channel: bob.id, text: 'Working' });
  expect(channel).toMatch(/^D/);
  await client.chat.update({ channel, ts, text: 'Done' });
  const upload = (channel_id: string) =>
    client.filesUploadV2({ channel_id, filename: 'a.csv', content: 'a,b', title: 'A' });
  await expect(upload(bob.id)).rejects.toThrow('invalid_arguments');
  await upload(channel);
  expect(slack.messages('bob').map((message) => message.text)).toEqual(['Done', '']);
  expect(slack.files().map((file) => [file.name, file.data.toString()])).toEqual([['a.csv', 'a,b']]);
});

test('people and channels have what emulate leaves out', async () => {
  const { client } = app;
  const info = async (name: string) => (await client.users.info({ user: slack.person(name).id })).user;
  expect(await info('alice')).toMatchObject({ is_admin: true, is_owner: true, tz: 'Europe/Berlin' });
  expect(await info('gina')).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
  expect(await info('sam')).toMatchObject({ is_stranger: true });
  const about = async (name: string) =>
    (await client.conversations.info({ channel: slack.channel(name).id })).channel;
  expect(await about('partners')).toMatchObject({ is_ext_shared: true, is_member: true });
  expect(await about('checkout')).toMatchObject({ is_ext_shared: false, is_member: false });
  await expect(about('secret')).rejects.toThrow('channel_not_found');
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

test('faults: an ordered error, a rate limit, a Slack that is away', async () => {
  const { client } = app;
  const post = () => client.chat.postMessage({ channel: slack.channel('payments').id, text: 'x' });
  slack.faults.next('chat.postMessage', 'not_in_channel');
  await expect(post()).rejects.toThrow('not_in_channel');
  slack.faults.down();
  await expect(post()).rejects.toThrow();
  slack.faults.up();
  slack.faults.rateLimit('chat.postMessage', 0);
  await post();
  expect(slack.callsOf('chat.postMessage').map((call) => call.status)).toEqual([200, 429, 200]);
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
